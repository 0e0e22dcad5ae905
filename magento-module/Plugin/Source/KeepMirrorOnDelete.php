<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Source;

use Magento\Inventory\Model\ResourceModel\SourceItem\DeleteMultiple;
use Magento\InventoryApi\Api\Data\SourceItemInterface;
use VendorBridge\AmazonVendor\Model\Source\KeepMirror;

/**
 * At the resource model, because the clean-up of deleted products deletes around the service contract.
 */
class KeepMirrorOnDelete
{
    /**
     * @param KeepMirror $keepMirror
     */
    public function __construct(
        private readonly KeepMirror $keepMirror
    ) {
    }

    /**
     * @param DeleteMultiple $subject
     * @param SourceItemInterface[] $sourceItems
     * @return array{SourceItemInterface[]}
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function beforeExecute(DeleteMultiple $subject, array $sourceItems): array
    {
        return [$this->keepMirror->onDelete($sourceItems)];
    }
}
