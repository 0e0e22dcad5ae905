<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\StockEvents;

use Magento\Framework\App\ResourceConnection;

/**
 * What was last told of each SKU.
 */
class Told
{
    private const TABLE = 'amazon_vendor_stock_told';

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * @param string[] $skus
     * @return array<int|string, string> hashes by SKU in small letters
     */
    public function hashesOf(array $skus): array
    {
        return $this->pairs('figures_hash', $skus);
    }

    /**
     * Spelling in which each SKU was told last
     *
     * @param string[] $skus
     * @return array<int|string, string> by SKU in small letters
     */
    public function spellingsOf(array $skus): array
    {
        return $this->pairs('sku', $skus);
    }

    /**
     * A page of SKUs that were told with some stock, in their order
     *
     * @param string $after
     * @param int $limit
     * @return string[]
     */
    public function pageAfter(string $after, int $limit): array
    {
        $connection = $this->resource->getConnection();
        return array_map('strval', $connection->fetchCol(
            $connection->select()
                ->from($this->resource->getTableName(self::TABLE), 'sku')
                ->where('has_stock = 1')
                ->where('sku > ?', $after)
                ->order('sku')
                ->limit($limit)
        ));
    }

    /**
     * @param Statement[] $statements
     * @return void
     */
    public function keep(array $statements): void
    {
        $this->resource->getConnection()->insertOnDuplicate(
            $this->resource->getTableName(self::TABLE),
            array_map(static fn (Statement $one): array => [
                'sku' => $one->data['sku'],
                'figures_hash' => $one->hash(),
                'has_stock' => (int) $one->hasStock,
                'told_at' => gmdate('Y-m-d H:i:s'),
            ], $statements),
            ['sku', 'figures_hash', 'has_stock', 'told_at']
        );
    }

    private function pairs(string $column, array $skus): array
    {
        if ($skus === []) {
            return [];
        }
        $connection = $this->resource->getConnection();
        $pairs = $connection->fetchAll(
            $connection->select()
                ->from($this->resource->getTableName(self::TABLE), ['sku', 'value' => $column])
                ->where('sku IN (?)', $skus)
        );
        return array_combine(
            array_map(static fn (array $row): string => mb_strtolower((string) $row['sku']), $pairs),
            array_map(static fn (array $row): string => (string) $row['value'], $pairs)
        );
    }
}
