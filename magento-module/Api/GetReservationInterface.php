<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use VendorBridge\AmazonVendor\Api\Data\ReservationInterface;

/**
 * The ledger of one purchase order.
 *
 * @api
 */
interface GetReservationInterface
{
    /**
     * The ledger of one purchase order.
     *
     * @param string $purchaseOrderNumber
     * @return \VendorBridge\AmazonVendor\Api\Data\ReservationInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     */
    public function execute(string $purchaseOrderNumber): ReservationInterface;
}
