<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Source;

use Magento\Framework\Data\OptionSourceInterface;
use Magento\InventoryApi\Api\SourceRepositoryInterface;
use VendorBridge\AmazonVendor\Model\Source\AmazonSource;

/**
 * Sources whose goods can be open to Amazon; not the one that shows what Amazon has.
 */
class PoolSource implements OptionSourceInterface
{
    /**
     * @param SourceRepositoryInterface $sourceRepository
     */
    public function __construct(
        private readonly SourceRepositoryInterface $sourceRepository
    ) {
    }

    /**
     * @inheritdoc
     */
    public function toOptionArray(): array
    {
        $options = [];
        foreach ($this->sourceRepository->getList()->getItems() as $source) {
            if (!AmazonSource::is($source->getSourceCode())) {
                $options[] = [
                    'value' => $source->getSourceCode(),
                    'label' => sprintf('%s (%s)', $source->getName(), $source->getSourceCode()),
                ];
            }
        }
        return $options;
    }
}
