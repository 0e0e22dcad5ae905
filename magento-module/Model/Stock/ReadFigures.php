<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Stock;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Select;
use VendorBridge\AmazonVendor\Model\Catalogue\CatalogueProduct;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Database\Chunks;
use VendorBridge\AmazonVendor\Model\Hold\Figures;

/**
 * What there is of many SKUs in one stock, live. The salable quantity is the one that MSI's checkout counts with
 * (GetSalableQtyInterface): in-stock items of the enabled sources, plus reservations, less the out-of-stock threshold;
 * not the index, which learns of a reservation later. In three questions for all SKUs.
 */
class ReadFigures
{
    /**
     * @param ResourceConnection $resource
     * @param Stocks $stocks
     * @param Config $config
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Stocks $stocks,
        private readonly Config $config
    ) {
    }

    /**
     * @param int $stockId
     * @param CatalogueProduct[] $products
     * @param bool $locking read what is committed now: in a transaction that somebody else opened, a plain read
     *        answers from a snapshot that may be older than our lock
     * @return array<int|string, Figures> by SKU
     */
    public function execute(int $stockId, array $products, bool $locking = false): array
    {
        return array_map(
            static fn (SourcesAndFigures $both): Figures => $both->figures,
            $this->withSources($stockId, $products, $locking)
        );
    }

    /**
     * The figures together with the sources that they come from
     *
     * @param int $stockId
     * @param CatalogueProduct[] $products
     * @param bool $locking
     * @return array<int|string, SourcesAndFigures> by SKU
     */
    public function withSources(int $stockId, array $products, bool $locking = false): array
    {
        if ($products === []) {
            return [];
        }
        $website = $this->stocks->websiteOf($stockId);
        $pool = array_flip($this->stocks->poolSourcesOf($stockId));
        $bufferQuantity = $this->config->getBufferQuantity($website);
        $bufferPercent = $this->config->getBufferPercent($website);

        $skus = array_map(static fn (CatalogueProduct $product): string => $product->sku, $products);
        // Source items first, then reservations: the order in which shipments write them.
        $items = $this->sourceItems($stockId, $skus, $locking);
        $reservations = $this->sums('inventory_reservation', 'quantity', $stockId, $skus, $locking);
        $open = $this->sums('amazon_vendor_po_line', 'open_quantity', $stockId, $skus, $locking);

        $found = [];
        foreach ($products as $product) {
            $key = mb_strtolower($product->sku);
            $sources = [];
            $onHand = $inPool = 0.0;
            foreach ($items[$key] ?? [] as [$code, $quantity, $isInStock]) {
                $sources[] = [
                    'source_code' => $code,
                    'quantity' => $quantity,
                    'in_stock' => $isInStock,
                    'in_pool' => isset($pool[$code]),
                ];
                $onHand += $isInStock ? $quantity : 0.0;
                $inPool += $isInStock && isset($pool[$code]) ? $quantity : 0.0;
            }
            $inPool = round($inPool * $product->poolShare / 100, 4);
            $found[$product->sku] = new SourcesAndFigures($sources, new Figures(
                round($onHand + ($reservations[$key] ?? 0.0) - $product->minQty, 4),
                $inPool,
                (int) ($open[$key] ?? 0),
                $product->buffer ?? max($bufferQuantity, (int) ceil($inPool * $bufferPercent / 100))
            ));
        }
        return $found;
    }

    /**
     * @param int $stockId
     * @param string[] $skus
     * @param bool $locking
     * @return array<int|string, array<int, array{string, float, bool}>> by SKU in small letters, by source code
     */
    private function sourceItems(int $stockId, array $skus, bool $locking): array
    {
        $select = $this->resource->getConnection()->select()
            ->from(
                ['item' => $this->resource->getTableName('inventory_source_item')],
                ['sku', 'source_code', 'quantity', 'status']
            )
            ->join(
                ['link' => $this->resource->getTableName('inventory_source_stock_link')],
                'link.source_code = item.source_code',
                []
            )
            ->join(
                ['source' => $this->resource->getTableName('inventory_source')],
                'source.source_code = item.source_code',
                []
            )
            ->where('link.stock_id = ?', $stockId)
            ->where('source.enabled = 1');
        $items = [];
        foreach ($this->fetch($select, 'item.sku', $skus, $locking) as [$sku, $code, $quantity, $status]) {
            $items[mb_strtolower((string) $sku)][] = [(string) $code, (float) $quantity, (int) $status === 1];
        }
        foreach ($items as &$ofSku) {
            sort($ofSku);
        }
        return $items;
    }

    /**
     * @param string $table
     * @param string $column
     * @param int $stockId
     * @param string[] $skus
     * @param bool $locking
     * @return array<int|string, float> by SKU in small letters
     */
    private function sums(string $table, string $column, int $stockId, array $skus, bool $locking): array
    {
        $select = $this->resource->getConnection()->select()
            ->from($this->resource->getTableName($table), ['sku', 'total' => "SUM($column)"])
            ->where('stock_id = ?', $stockId)
            ->group('sku');
        $sums = [];
        foreach ($this->fetch($select, 'sku', $skus, $locking) as [$sku, $total]) {
            $key = mb_strtolower((string) $sku);
            $sums[$key] = ($sums[$key] ?? 0.0) + (float) $total;
        }
        return $sums;
    }

    /**
     * @param Select $select
     * @param string $column
     * @param string[] $skus
     * @param bool $locking
     * @return array<int, array<int, mixed>>
     */
    private function fetch(Select $select, string $column, array $skus, bool $locking): array
    {
        $rows = [];
        foreach (Chunks::of($skus) as $chunk) {
            $some = (clone $select)->where("$column IN (?)", $chunk);
            $rows[] = $this->resource->getConnection()
                ->query($some->assemble() . ($locking ? ' LOCK IN SHARE MODE' : ''))
                ->fetchAll(\Zend_Db::FETCH_NUM);
        }
        return array_merge(...$rows);
    }
}
