<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Source;

use Magento\Inventory\Model\ResourceModel\SourceItem\SaveMultiple;
use Magento\InventoryApi\Api\Data\SourceItemInterface;
use VendorBridge\AmazonVendor\Model\Source\KeepMirror;

/**
 * At the resource model, because product form, import, legacy stock and SKU change save around the service contract.
 */
class KeepMirrorOnSave
{
    /**
     * @param KeepMirror $keepMirror
     */
    public function __construct(
        private readonly KeepMirror $keepMirror
    ) {
    }

    /**
     * @param SaveMultiple $subject
     * @param SourceItemInterface[] $sourceItems
     * @return array{SourceItemInterface[]}
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function beforeExecute(SaveMultiple $subject, array $sourceItems): array
    {
        return [$this->keepMirror->onSave($sourceItems)];
    }
}
