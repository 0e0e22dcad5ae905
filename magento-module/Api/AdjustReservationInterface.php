<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use VendorBridge\AmazonVendor\Api\Data\AdjustAnswerInterface;
use VendorBridge\AmazonVendor\Api\Data\AdjustRequestInterface;

/**
 * Amazon changed its mind: sets what lines want in all.
 *
 * @api
 */
interface AdjustReservationInterface
{
    /**
     * Amazon changed its mind: sets what lines want in all.
     *
     * @param string $purchaseOrderNumber
     * @param \VendorBridge\AmazonVendor\Api\Data\AdjustRequestInterface $adjustment
     * @return \VendorBridge\AmazonVendor\Api\Data\AdjustAnswerInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     */
    public function execute(string $purchaseOrderNumber, AdjustRequestInterface $adjustment): AdjustAnswerInterface;
}
