<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Source;

use Magento\Framework\Exception\LocalizedException;
use Magento\InventoryApi\Api\Data\SourceItemInterface;
use Magento\InventoryApi\Api\SourceItemsDeleteInterface;
use VendorBridge\AmazonVendor\Model\Source\KeepMirror;
use VendorBridge\AmazonVendor\Model\Source\Refused;

/**
 * For the web API only: a call that deletes nothing but rows of this source would be answered "done" with nothing done.
 */
class RefuseMirrorOnlyDelete
{
    /**
     * @param SourceItemsDeleteInterface $subject
     * @param SourceItemInterface[] $sourceItems
     * @return void
     * @throws LocalizedException
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function beforeExecute(SourceItemsDeleteInterface $subject, array $sourceItems): void
    {
        if (KeepMirror::isAboutNothingElse($sourceItems)) {
            throw Refused::quantity();
        }
    }
}
