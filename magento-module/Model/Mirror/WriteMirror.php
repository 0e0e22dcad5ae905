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
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName('inventory_source_item');
        $rows = $gone = [];
        $open = $this->openOf($skus);
        foreach (array_unique($skus) as $sku) {
            $quantity = $open[mb_strtolower($sku)] ?? 0;
            if ($quantity > 0) {
                $rows[] = ['source_code' => self::SOURCE_CODE, 'sku' => $sku, 'quantity' => $quantity, 'status' => 1];
            } else {
                $gone[] = $sku;
            }
        }
        if ($rows !== []) {
            $connection->insertOnDuplicate($table, $rows, ['quantity', 'status']);
        }
        foreach (Chunks::of($gone) as $chunk) {
            $connection->delete($table, ['source_code = ?' => self::SOURCE_CODE, 'sku IN (?)' => $chunk]);
        }
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
        // In a transaction that somebody else opened, a plain read may answer from before our lock.
        $suffix = $connection->getTransactionLevel() > 1 ? ' LOCK IN SHARE MODE' : '';
        $open = [];
        foreach (Chunks::of($skus) as $chunk) {
            $sql = (clone $select)->where('sku IN (?)', $chunk)->assemble() . $suffix;
            foreach ($connection->fetchPairs($sql) as $sku => $quantity) {
                $key = mb_strtolower((string) $sku);
                $open[$key] = ($open[$key] ?? 0) + (int) $quantity;
            }
        }
        return $open;
    }
}
