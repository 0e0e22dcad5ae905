<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Source;

use Magento\Catalog\Api\Data\ProductInterface;
use Magento\Catalog\Model\ResourceModel\Product\Attribute\CollectionFactory;
use Magento\Framework\Data\OptionSourceInterface;

/**
 * Product attributes that a barcode can stand in.
 */
class BarcodeAttribute implements OptionSourceInterface
{
    /**
     * @param CollectionFactory $collectionFactory
     */
    public function __construct(
        private readonly CollectionFactory $collectionFactory
    ) {
    }

    /**
     * @inheritdoc
     */
    public function toOptionArray(): array
    {
        $attributes = $this->collectionFactory->create()
            ->addVisibleFilter()
            ->addFieldToFilter('frontend_input', 'text')
            ->addFieldToFilter('frontend_label', ['notnull' => true])
            ->addFieldToFilter(
                ['backend_type', 'main_table.attribute_code'],
                [['eq' => 'varchar'], ['eq' => ProductInterface::SKU]]
            )
            ->setOrder('frontend_label', 'ASC');
        $options = [];
        foreach ($attributes as $attribute) {
            $code = (string) $attribute->getAttributeCode();
            $options[] = ['value' => $code, 'label' => sprintf('%s (%s)', $attribute->getDefaultFrontendLabel(), $code)];
        }
        return $options;
    }
}
