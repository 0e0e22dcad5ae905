<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Position;

use Magento\Catalog\Api\Data\ProductInterface;
use Magento\Framework\Api\SearchCriteriaInterface;
use Magento\Framework\Api\SearchCriteriaInterfaceFactory;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\EntityManager\MetadataPool;
use VendorBridge\AmazonVendor\Api\Data\StockPositionSearchResultsInterface;
use VendorBridge\AmazonVendor\Api\ListStockPositionsInterface;
use VendorBridge\AmazonVendor\Model\Catalogue\Attributes;
use VendorBridge\AmazonVendor\Model\Catalogue\Gtin;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Data\StockPositionSearchResults;
use VendorBridge\AmazonVendor\Model\Search\Field;
use VendorBridge\AmazonVendor\Model\Search\Search;
use VendorBridge\AmazonVendor\Model\Stock\Stocks;

/**
 * @inheritdoc
 */
class ListStockPositions implements ListStockPositionsInterface
{
    /**
     * @param ResourceConnection $resource
     * @param SearchCriteriaInterfaceFactory $criteriaFactory
     * @param Search $search
     * @param Stocks $stocks
     * @param ReadPositions $readPositions
     * @param Attributes $attributes
     * @param MetadataPool $metadataPool
     * @param Config $config
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly SearchCriteriaInterfaceFactory $criteriaFactory,
        private readonly Search $search,
        private readonly Stocks $stocks,
        private readonly ReadPositions $readPositions,
        private readonly Attributes $attributes,
        private readonly MetadataPool $metadataPool,
        private readonly Config $config
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(?SearchCriteriaInterface $searchCriteria = null): StockPositionSearchResultsInterface
    {
        $searchCriteria ??= $this->criteriaFactory->create();
        $select = $this->resource->getConnection()->select()
            ->from(['product' => $this->resource->getTableName('catalog_product_entity')], 'sku');
        $page = $this->search->execute($select, $searchCriteria, [
            'sku' => new Field('product.sku'),
            'type_id' => new Field('product.type_id'),
            'barcode' => new Field('', null, $this->carriesBarcode(...)),
        ], 'sku');

        return new StockPositionSearchResults([
            'items' => $page->ids === []
                ? []
                : $this->readPositions->execute($this->stocks->resolve(), $page->ids),
            'search_criteria' => $searchCriteria,
            'total_count' => $page->totalCount,
        ]);
    }

    /**
     * Condition for a product that carries the code, be it written as UPC, EAN or GTIN, alone or in a list
     */
    private function carriesBarcode(string $code): string
    {
        $connection = $this->resource->getConnection();
        $link = $this->metadataPool->getMetadata(ProductInterface::class)->getLinkField();
        $any = [];
        foreach ($this->attributes->byTable($this->config->getBarcodeAttributes()) as $table => $codes) {
            $list = "REGEXP_REPLACE(value, '[[:space:];|]+', ',')";
            $carries = implode(' OR ', array_map(
                static fn (string $one): string => $connection->quoteInto("FIND_IN_SET(?, $list)", $one),
                Gtin::spellingsOf($code)
            ));
            $ids = implode(',', array_keys($codes));
            $any[] = "product.$link IN (SELECT $link FROM $table"
                . " WHERE store_id = 0 AND attribute_id IN ($ids) AND ($carries))";
        }
        return $any === [] ? '1 = 0' : implode(' OR ', $any);
    }
}
