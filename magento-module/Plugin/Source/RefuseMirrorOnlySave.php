<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Source;

use Magento\Framework\Exception\LocalizedException;
use Magento\InventoryApi\Api\Data\SourceItemInterface;
use Magento\InventoryApi\Api\SourceItemsSaveInterface;
use VendorBridge\AmazonVendor\Model\Source\KeepMirror;
use VendorBridge\AmazonVendor\Model\Source\Refused;

/**
 * For the web API only: a call that writes nothing but this source would be answered "done" with nothing done.
 */
class RefuseMirrorOnlySave
{
    /**
     * @param SourceItemsSaveInterface $subject
     * @param SourceItemInterface[] $sourceItems
     * @return void
     * @throws LocalizedException
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function beforeExecute(SourceItemsSaveInterface $subject, array $sourceItems): void
    {
        if (KeepMirror::isAboutNothingElse($sourceItems)) {
            throw Refused::quantity();
        }
    }
}
