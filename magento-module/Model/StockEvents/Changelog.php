<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\StockEvents;

use Magento\Framework\App\ResourceConnection;

/**
 * SKUs whose stock may have changed, as the subscription notes them. A row is read when it is committed and deleted when
 * its change has been told; never "all after the last version", since a version is taken before its commit and an older
 * one may still appear.
 */
class Changelog
{
    private const TABLE = Subscription::VIEW . '_cl';

    private bool $isThere = false;

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * Some committed rows, oldest first
     *
     * @param int $limit
     * @return array<int, string> SKUs by version
     */
    public function read(int $limit): array
    {
        $connection = $this->resource->getConnection();
        return array_map('strval', $connection->fetchPairs(
            $connection->select()
                ->from($this->resource->getTableName(self::TABLE), ['version_id', 'sku'])
                ->order('version_id')
                ->limit($limit)
        ));
    }

    /**
     * @param int[] $versions
     * @return void
     */
    public function forget(array $versions): void
    {
        if ($versions !== []) {
            $this->resource->getConnection()->delete(
                $this->resource->getTableName(self::TABLE),
                ['version_id IN (?)' => array_map('intval', $versions)]
            );
        }
    }

    /**
     * Notes what no trigger sees: what the shop keeps back of a product, or how many are in its case
     *
     * @param string ...$skus
     * @return void
     */
    public function note(string ...$skus): void
    {
        if ($skus !== [] && $this->isThere()) {
            $this->resource->getConnection()->insertMultiple(
                $this->resource->getTableName(self::TABLE),
                array_map(static fn (string $sku): array => ['entity_id' => 0, 'sku' => $sku], array_values($skus))
            );
        }
    }

    /**
     * While Magento is being installed, products may be saved before there is a subscription
     */
    private function isThere(): bool
    {
        return $this->isThere = $this->isThere
            || $this->resource->getConnection()->isTableExists($this->resource->getTableName(self::TABLE));
    }
}
