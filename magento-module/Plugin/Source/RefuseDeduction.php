<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Source;

use Magento\Framework\Exception\LocalizedException;
use Magento\InventorySourceDeductionApi\Model\SourceDeductionRequestInterface;
use Magento\InventorySourceDeductionApi\Model\SourceDeductionServiceInterface;
use VendorBridge\AmazonVendor\Model\Source\AmazonSource;
use VendorBridge\AmazonVendor\Model\Source\Refused;

/**
 * Shipments, invoices of virtual products and returns take and put goods here. Magento accepts any source in a
 * shipment, linked to the stock of the order or not.
 */
class RefuseDeduction
{
    /**
     * @param SourceDeductionServiceInterface $subject
     * @param SourceDeductionRequestInterface $request
     * @return void
     * @throws LocalizedException
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function beforeExecute(
        SourceDeductionServiceInterface $subject,
        SourceDeductionRequestInterface $request
    ): void {
        if (AmazonSource::is($request->getSourceCode())) {
            throw Refused::shipment();
        }
    }
}
