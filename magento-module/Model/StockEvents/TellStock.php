<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\StockEvents;

use VendorBridge\AmazonVendor\Model\Database\Transaction;
use VendorBridge\AmazonVendor\Model\Outbox\Marks;
use VendorBridge\AmazonVendor\Model\Stock\Stocks;

/**
 * Empties the changelog into the outbox, some hundred rows in a transaction:
 *
 *     lock the mark          one reader at a time, others go home
 *     read the changelog     the first plain read: snapshot
 *     read the figures       of the same snapshot: they have every change whose row was read
 *     append, forget, commit
 *
 * A change that is committed meanwhile is not in the snapshot, and its row is still there for the next turn. Rolled back
 * half-way, all of it is done again.
 */
class TellStock
{
    private const AT_ONCE = 500;

    /**
     * @param Transaction $transaction
     * @param Marks $marks
     * @param Changelog $changelog
     * @param Stocks $stocks
     * @param TellSkus $tellSkus
     */
    public function __construct(
        private readonly Transaction $transaction,
        private readonly Marks $marks,
        private readonly Changelog $changelog,
        private readonly Stocks $stocks,
        private readonly TellSkus $tellSkus
    ) {
    }

    /**
     * @return int how many events
     */
    public function execute(): int
    {
        if ($this->changelog->read(1) === []) {
            return 0;
        }
        $this->marks->prepare(Marks::STOCK);
        $told = 0;
        do {
            [$read, $events] = $this->transaction->run(function (): array {
                if ($this->marks->tryLock([Marks::STOCK]) === []) {
                    return [0, 0];
                }
                $rows = $this->changelog->read(self::AT_ONCE);
                $events = $this->tellSkus->execute($this->stocks->resolve(), array_values($rows));
                $this->changelog->forget(array_keys($rows));

                return [count($rows), $events];
            });
            $told += $events;
        } while ($read === self::AT_ONCE);

        return $told;
    }
}
