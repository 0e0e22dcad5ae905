<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\StockEvents;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Database\Transaction;
use VendorBridge\AmazonVendor\Model\Outbox\Marks;
use VendorBridge\AmazonVendor\Model\Stock\Stocks;

/**
 * Compares the whole stock with what was told, for what no trigger sees: a source that was disabled or unlinked, another
 * stock, pool or buffer in the configuration, a website that sells from elsewhere. Tells differences only.
 */
class TellAllStock
{
    private const AT_ONCE = 500;

    /**
     * @param Transaction $transaction
     * @param Marks $marks
     * @param Stocks $stocks
     * @param Told $told
     * @param TellSkus $tellSkus
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly Transaction $transaction,
        private readonly Marks $marks,
        private readonly Stocks $stocks,
        private readonly Told $told,
        private readonly TellSkus $tellSkus,
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * @return array{compared: int, told: int}
     */
    public function execute(): array
    {
        $this->marks->prepare(Marks::STOCK);
        $stockId = $this->stocks->resolve();
        $compared = $events = 0;
        foreach ([$this->inStock($stockId), $this->toldBefore()] as $pages) {
            foreach ($pages as $skus) {
                $compared += count($skus);
                $events += $this->some($stockId, $skus);
            }
        }
        return ['compared' => $compared, 'told' => $events];
    }

    /**
     * These SKUs, whatever was told of them
     *
     * @param string[] $skus
     * @return int
     */
    public function again(array $skus): int
    {
        $this->marks->prepare(Marks::STOCK);
        $stockId = $this->stocks->resolve();
        $events = 0;
        foreach (array_chunk($skus, self::AT_ONCE) as $some) {
            $events += $this->some($stockId, $some, true);
        }
        return $events;
    }

    private function some(int $stockId, array $skus, bool $evenUnchanged = false): int
    {
        return $this->transaction->run(function () use ($stockId, $skus, $evenUnchanged): int {
            $this->marks->lock(Marks::STOCK);
            return $this->tellSkus->execute($stockId, $skus, $evenUnchanged);
        });
    }

    /**
     * Pages of SKUs that the stock's sources know
     *
     * @param int $stockId
     * @return \Generator<int, string[]>
     */
    private function inStock(int $stockId): \Generator
    {
        $sources = $this->stocks->sourcesOf($stockId);
        if ($sources === []) {
            return;
        }
        $connection = $this->resource->getConnection();
        $last = '';
        do {
            $skus = array_map('strval', $connection->fetchCol(
                $connection->select()
                    ->distinct()
                    ->from($this->resource->getTableName('inventory_source_item'), 'sku')
                    ->where('source_code IN (?)', $sources)
                    ->where('sku > ?', $last)
                    ->order('sku')
                    ->limit(self::AT_ONCE)
            ));
            if ($skus !== []) {
                yield $skus;
                $last = end($skus);
            }
        } while (count($skus) === self::AT_ONCE);
    }

    /**
     * Pages of SKUs that were told with some stock, and may have lost it
     *
     * @return \Generator<int, string[]>
     */
    private function toldBefore(): \Generator
    {
        $last = '';
        do {
            $skus = $this->told->pageAfter($last, self::AT_ONCE);
            if ($skus !== []) {
                yield $skus;
                $last = end($skus);
            }
        } while (count($skus) === self::AT_ONCE);
    }
}
