<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Hold;

use VendorBridge\AmazonVendor\Model\Ledger\Ledger;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Model\Refusal;
use VendorBridge\AmazonVendor\Model\Stock\LockStock;

/**
 * Opens a known purchase order for a change: its row and the stock of its SKUs are locked before anything is read.
 * Everybody who moves eaches of a purchase order comes in here, in a transaction.
 */
class OpenPurchaseOrder
{
    /**
     * @param Ledger $ledger
     * @param LockStock $lockStock
     */
    public function __construct(
        private readonly Ledger $ledger,
        private readonly LockStock $lockStock
    ) {
    }

    /**
     * @param string $number
     * @param bool $isNested whether somebody else's transaction is around ours: its snapshot is not to be trusted
     * @return PurchaseOrder|null null where it is unknown
     */
    public function find(string $number, bool $isNested): ?PurchaseOrder
    {
        $row = $this->ledger->lock($number);
        if ($row === null) {
            return null;
        }
        [$id, $stockId] = $row;
        // The hold made the lock rows that this waits for.
        $this->lockStock->execute($stockId, $this->ledger->skusOf($id));

        return $this->ledger->current($id, $isNested);
    }

    /**
     * The purchase order; 404 where it is unknown
     *
     * @param string $number
     * @param bool $isNested
     * @return PurchaseOrder
     * @throws Refusal
     */
    public function get(string $number, bool $isNested): PurchaseOrder
    {
        return $this->find($number, $isNested)
            ?? throw new Refusal('no_such_purchase_order', ['purchase_order_number' => $number]);
    }
}
