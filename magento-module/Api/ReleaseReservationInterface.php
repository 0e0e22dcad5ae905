<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use VendorBridge\AmazonVendor\Api\Data\ReleaseAnswerInterface;
use VendorBridge\AmazonVendor\Api\Data\ReleaseRequestInterface;

/**
 * Gives eaches back to the shop.
 *
 * @api
 */
interface ReleaseReservationInterface
{
    /**
     * Gives eaches back to the shop.
     *
     * @param string $purchaseOrderNumber
     * @param \VendorBridge\AmazonVendor\Api\Data\ReleaseRequestInterface $release
     * @return \VendorBridge\AmazonVendor\Api\Data\ReleaseAnswerInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     */
    public function execute(string $purchaseOrderNumber, ReleaseRequestInterface $release): ReleaseAnswerInterface;
}
