<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Source;

use Magento\Framework\Exception\LocalizedException;
use Magento\InventoryCatalog\Model\ResourceModel\BulkInventoryTransfer;
use VendorBridge\AmazonVendor\Model\Source\AmazonSource;
use VendorBridge\AmazonVendor\Model\Source\Refused;

/**
 * At the resource model, which moves the quantities itself. A transfer has two ends; without one there is nothing left.
 */
class RefuseTransfer
{
    /**
     * @param BulkInventoryTransfer $subject
     * @param string[] $skus
     * @param string $originSource
     * @param string $destinationSource
     * @return void
     * @throws LocalizedException
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function beforeExecute(
        BulkInventoryTransfer $subject,
        array $skus,
        string $originSource,
        string $destinationSource
    ): void {
        if (AmazonSource::is($originSource) || AmazonSource::is($destinationSource)) {
            throw Refused::transfer();
        }
    }
}
