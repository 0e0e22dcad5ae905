<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Catalogue;

use Magento\CatalogInventory\Api\StockConfigurationInterface;
use Magento\CatalogInventory\Model\Stock;
use Magento\Framework\App\ResourceConnection;
use Magento\InventoryConfigurationApi\Model\IsSourceItemManagementAllowedForProductTypeInterface;
use VendorBridge\AmazonVendor\Model\Database\Chunks;

/**
 * Finds many products by SKU, in whatever spelling, and says of each whether its stock can be held. Says what
 * GetStockItemConfigurationInterface says of manage stock and the out-of-stock threshold, but asks the database three
 * times in all and not three times per SKU: a thousand lines would spend most of a second there.
 */
class FindProducts
{
    /**
     * @param ResourceConnection $resource
     * @param StockConfigurationInterface $stockConfiguration
     * @param IsSourceItemManagementAllowedForProductTypeInterface $hasStock
     * @param Attributes $attributes
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly StockConfigurationInterface $stockConfiguration,
        private readonly IsSourceItemManagementAllowedForProductTypeInterface $hasStock,
        private readonly Attributes $attributes
    ) {
    }

    /**
     * @param string[] $skus
     * @return ProductsBySku
     */
    public function execute(array $skus): ProductsBySku
    {
        if ($skus === []) {
            return new ProductsBySku([]);
        }
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from(
                ['product' => $this->resource->getTableName('catalog_product_entity')],
                ['entity_id', 'sku', 'type_id']
            )
            ->joinLeft(
                ['item' => $this->resource->getTableName('cataloginventory_stock_item')],
                'item.product_id = product.entity_id AND item.stock_id = ' . Stock::DEFAULT_STOCK_ID,
                ['manage_stock', 'use_config_manage_stock', 'min_qty', 'use_config_min_qty']
            );
        $rows = array_map(
            static fn (array $chunk): array => $connection->fetchAll((clone $select)->where('product.sku IN (?)', $chunk)),
            Chunks::of($skus)
        );
        return $this->fromRows(array_merge(...$rows));
    }

    /**
     * @param array<int, array<string, mixed>> $rows
     * @return ProductsBySku
     */
    private function fromRows(array $rows): ProductsBySku
    {
        $attributes = $this->attributes->read(
            array_map(static fn (array $row): int => (int) $row['entity_id'], $rows),
            [Attributes::BUFFER, Attributes::POOL_SHARE]
        );
        // With "Decrease Stock When Order is Placed" off, Magento drops every reservation silently.
        $areReservationsKept = (bool) $this->stockConfiguration->canSubtractQty();
        $managesByDefault = (bool) $this->stockConfiguration->getManageStock();
        $minQtyByDefault = (float) $this->stockConfiguration->getMinQty();

        return new ProductsBySku(array_map(function (array $row) use (
            $attributes,
            $areReservationsKept,
            $managesByDefault,
            $minQtyByDefault
        ): CatalogueProduct {
            $of = $attributes[(int) $row['entity_id']] ?? [];
            $isManaged = ($row['use_config_manage_stock'] ?? 1) ? $managesByDefault : (bool) $row['manage_stock'];
            return new CatalogueProduct(
                (int) $row['entity_id'],
                (string) $row['sku'],
                (string) $row['type_id'],
                $this->hasStock->execute((string) $row['type_id']),
                $areReservationsKept && $isManaged,
                ($row['use_config_min_qty'] ?? 1) ? $minQtyByDefault : (float) $row['min_qty'],
                isset($of[Attributes::BUFFER]) ? max(0, (int) $of[Attributes::BUFFER]) : null,
                isset($of[Attributes::POOL_SHARE]) ? min(100, max(0, (int) $of[Attributes::POOL_SHARE])) : 100
            );
        }, $rows));
    }
}
