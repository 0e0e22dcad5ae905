<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Source;

use Magento\Framework\Exception\LocalizedException;
use Magento\Inventory\Model\ResourceModel\SourceItem\DecrementQtyForMultipleSourceItem;
use VendorBridge\AmazonVendor\Model\Source\AmazonSource;
use VendorBridge\AmazonVendor\Model\Source\Refused;

/**
 * The last door behind the deduction service, for modules that go around it.
 */
class RefuseDecrement
{
    /**
     * @param DecrementQtyForMultipleSourceItem $subject
     * @param array<int, array<string, mixed>> $decrementItems
     * @return void
     * @throws LocalizedException
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function beforeExecute(DecrementQtyForMultipleSourceItem $subject, array $decrementItems): void
    {
        foreach ($decrementItems as $item) {
            if (AmazonSource::is($item['source_item']->getSourceCode())) {
                throw Refused::shipment();
            }
        }
    }
}
