<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;

/**
 * Cancels eaches on the Magento order that a purchase order became, which gives their reservation up. The ledger is
 * not touched: the caller posts the release.
 */
interface GiveBackOnOrderInterface
{
    /**
     * To be called in the transaction that posts the release
     *
     * @param PurchaseOrder $purchaseOrder locked
     * @param array<int, array{Line, int}> $lines eaches per line
     * @return void
     */
    public function execute(PurchaseOrder $purchaseOrder, array $lines): void;
}
