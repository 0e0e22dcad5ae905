<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Stock;

use Magento\Framework\App\ResourceConnection;
use Magento\InventorySalesApi\Model\StockByWebsiteIdResolverInterface;
use Magento\Store\Model\StoreManagerInterface;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * Which stock Amazon buys from, through which website it sells, and which of its sources are open to Amazon.
 */
class Stocks
{
    /**
     * @param ResourceConnection $resource
     * @param StockByWebsiteIdResolverInterface $stockByWebsiteId
     * @param StoreManagerInterface $storeManager
     * @param Config $config
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly StockByWebsiteIdResolverInterface $stockByWebsiteId,
        private readonly StoreManagerInterface $storeManager,
        private readonly Config $config
    ) {
    }

    /**
     * The stock asked for, or the configured one; 404 where there is no such stock
     *
     * @param int|null $stockId
     * @return int
     * @throws Refusal
     */
    public function resolve(?int $stockId = null): int
    {
        $stockId ??= $this->config->getStockId() ?? $this->ofDefaultWebsite();
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from($this->resource->getTableName('inventory_stock'), 'stock_id')
            ->where('stock_id = ?', $stockId);
        if ($connection->fetchOne($select) === false) {
            throw new Refusal('no_such_stock', ['stock_id' => $stockId]);
        }
        return $stockId;
    }

    /**
     * Code of the website whose settings count for the stock; the first one where it sells through several, none where
     * it sells through none
     *
     * @param int $stockId
     * @return string|null
     */
    public function websiteOf(int $stockId): ?string
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from(['channel' => $this->resource->getTableName('inventory_stock_sales_channel')], 'code')
            ->join(['website' => $this->resource->getTableName('store_website')], 'website.code = channel.code', [])
            ->where('channel.stock_id = ?', $stockId)
            ->where('channel.type = ?', 'website')
            ->order('website.website_id')
            ->limit(1);
        $code = $connection->fetchOne($select);

        return $code === false ? null : (string) $code;
    }

    /**
     * Codes of the enabled sources of the stock that are open to Amazon, sorted
     *
     * @param int $stockId
     * @return string[]
     */
    public function poolSourcesOf(int $stockId): array
    {
        $linked = $this->sourcesOf($stockId);
        $named = $this->config->getPoolSources($this->websiteOf($stockId));

        return $named === [] ? $linked : array_values(array_intersect($linked, $named));
    }

    /**
     * Codes of the enabled sources of the stock, sorted
     *
     * @param int $stockId
     * @return string[]
     */
    public function sourcesOf(int $stockId): array
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from(['link' => $this->resource->getTableName('inventory_source_stock_link')], 'source_code')
            ->join(
                ['source' => $this->resource->getTableName('inventory_source')],
                'source.source_code = link.source_code',
                []
            )
            ->where('link.stock_id = ?', $stockId)
            ->where('source.enabled = 1')
            ->order('link.source_code');

        return array_map('strval', $connection->fetchCol($select));
    }

    private function ofDefaultWebsite(): int
    {
        $website = $this->storeManager->getDefaultStoreView()?->getWebsiteId();
        return (int) $this->stockByWebsiteId->execute((int) $website)->getStockId();
    }
}
