<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Mirror;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Database\Chunks;

/**
 * Shows what is held as quantity of the source `amazon_vendor`, wherever Magento shows sources. The source is disabled
 * and linked to no stock: it is seen and never sold from. Written past SourceItemsSaveInterface, which would reindex,
 * and whose way is closed for this source to everybody else.
 */
class WriteMirror
{
    public const SOURCE_CODE = 'amazon_vendor';

    /**
     * @param ResourceConnection $resource
     * @param Config $config
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Config $config
    ) {
    }

    /**
     * Moves the SKUs' quantities by what changed hands, in the caller's transaction. Adds to what the row says when it
     * is our turn, and sums nothing: holds of one SKU in two stocks, which do not wait for each other, both count. A
     * figure that somebody wrote past us stays wrong by as much until it is compared and repaired.
     *
     * @param array<int|string, int> $eachesBySku below zero where Amazon has less than before
     * @return void
     */
    public function move(array $eachesBySku): void
    {
        $eachesBySku = array_filter($eachesBySku);
        if ($eachesBySku === [] || !$this->config->isMirrored() || !$this->hasSource()) {
            return;
        }
        $ids = $this->idsOf(array_map('strval', array_keys($eachesBySku)));
        $rows = $less = [];
        foreach ($eachesBySku as $sku => $eaches) {
            // By its id: by source and SKU alone the database would enter a row and take it back before it updates.
            $id = $ids[mb_strtolower((string) $sku)] ?? null;
            $rows[] = ['source_item_id' => $id] + self::row((string) $sku, $eaches);
            if ($eaches < 0) {
                $less[] = (string) $sku;
            }
        }
        $this->resource->getConnection()->insertOnDuplicate($this->table(), $rows, [
            'quantity' => new \Zend_Db_Expr('quantity + VALUES(quantity)'),
            'status',
        ]);
        $this->remove($less, ['quantity <= 0']);
    }

    /**
     * Sets the SKUs' quantities to what the ledger has open, in the caller's transaction
     *
     * @param string[] $skus
     * @return void
     */
    public function execute(array $skus): void
    {
        if ($skus === [] || !$this->config->isMirrored() || !$this->hasSource()) {
            return;
        }
        $rows = $gone = [];
        $open = $this->openOf($skus);
        foreach (array_unique($skus) as $sku) {
            $quantity = $open[mb_strtolower($sku)] ?? 0;
            if ($quantity > 0) {
                $rows[] = self::row($sku, $quantity);
            } else {
                $gone[] = $sku;
            }
        }
        if ($rows !== []) {
            $this->resource->getConnection()->insertOnDuplicate($this->table(), $rows, ['quantity', 'status']);
        }
        $this->remove($gone);
    }

    /**
     * Whether there is a source to show it in; a shop may have removed it
     *
     * @return bool
     */
    public function hasSource(): bool
    {
        $connection = $this->resource->getConnection();
        return (bool) $connection->fetchOne(
            $connection->select()
                ->from($this->resource->getTableName('inventory_source'), 'source_code')
                ->where('source_code = ?', self::SOURCE_CODE)
        );
    }

    /**
     * @param string[] $skus
     * @return array<int|string, int> row ids of those that are shown, by SKU in small letters
     */
    private function idsOf(array $skus): array
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from($this->table(), ['sku', 'source_item_id'])
            ->where('source_code = ?', self::SOURCE_CODE);
        $ids = [];
        foreach (Chunks::of($skus) as $chunk) {
            foreach ($connection->fetchPairs((clone $select)->where('sku IN (?)', $chunk)) as $sku => $id) {
                $ids[mb_strtolower((string) $sku)] = (int) $id;
            }
        }
        return $ids;
    }

    /**
     * @param string[] $skus
     * @return array<int|string, int> open eaches in all stocks, by SKU in small letters
     */
    private function openOf(array $skus): array
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from(
                ['line' => $this->resource->getTableName('amazon_vendor_po_line')],
                ['sku', 'open' => 'SUM(open_quantity)']
            )
            ->where('open_quantity > 0')
            ->group('sku');
        $open = [];
        foreach (Chunks::of($skus) as $chunk) {
            // Waits for whoever moves them just now: what is set would be from before, and stay.
            $sql = (clone $select)->where('sku IN (?)', $chunk)->assemble() . ' LOCK IN SHARE MODE';
            foreach ($connection->fetchPairs($sql) as $sku => $quantity) {
                $key = mb_strtolower((string) $sku);
                $open[$key] = ($open[$key] ?? 0) + (int) $quantity;
            }
        }
        return $open;
    }

    /**
     * @param string[] $skus
     * @param string[] $conditions
     * @return void
     */
    private function remove(array $skus, array $conditions = []): void
    {
        foreach (Chunks::of($skus) as $chunk) {
            $this->resource->getConnection()->delete(
                $this->table(),
                ['source_code = ?' => self::SOURCE_CODE, 'sku IN (?)' => $chunk] + $conditions
            );
        }
    }

    private static function row(string $sku, int $quantity): array
    {
        return ['source_code' => self::SOURCE_CODE, 'sku' => $sku, 'quantity' => $quantity, 'status' => 1];
    }

    private function table(): string
    {
        return $this->resource->getTableName('inventory_source_item');
    }
}
