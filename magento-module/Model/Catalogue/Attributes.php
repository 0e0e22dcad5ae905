<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Catalogue;

use Magento\Catalog\Api\Data\ProductInterface;
use Magento\Catalog\Model\Product;
use Magento\Eav\Model\Config as EavConfig;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\EntityManager\MetadataPool;

/**
 * Attribute values of many products at once, in the default scope. Loading a thousand products for two numbers each
 * would take longer than the hold that needs them.
 */
class Attributes
{
    public const CASE_PACK = 'amazon_vendor_case_pack';
    public const BUFFER = 'amazon_vendor_buffer';
    public const POOL_SHARE = 'amazon_vendor_pool_share';
    public const AGREED_COST = 'amazon_vendor_agreed_cost';
    public const BARCODE = 'amazon_vendor_barcode';

    /**
     * @param ResourceConnection $resource
     * @param EavConfig $eavConfig
     * @param MetadataPool $metadataPool
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly EavConfig $eavConfig,
        private readonly MetadataPool $metadataPool
    ) {
    }

    /**
     * @param int[] $productIds
     * @param string[] $codes unknown ones are left out
     * @return array<int, array<string, string>> values by product id and attribute code
     */
    public function read(array $productIds, array $codes): array
    {
        if ($productIds === []) {
            return [];
        }
        $connection = $this->resource->getConnection();
        $link = $this->metadataPool->getMetadata(ProductInterface::class)->getLinkField();
        $values = [];
        foreach ($this->byTable($codes) as $table => $codeById) {
            $select = $connection->select()
                ->from(['product' => $this->resource->getTableName('catalog_product_entity')], 'entity_id')
                ->join(['value' => $table], "value.$link = product.$link", ['attribute_id', 'value'])
                ->where('value.attribute_id IN (?)', array_keys($codeById), \Zend_Db::INT_TYPE)
                ->where('value.store_id = 0')
                ->where('value.value IS NOT NULL');
            foreach (array_chunk($productIds, 500) as $ids) {
                $some = (clone $select)->where('product.entity_id IN (?)', $ids, \Zend_Db::INT_TYPE);
                foreach ($connection->fetchAll($some, [], \Zend_Db::FETCH_NUM) as [$id, $attributeId, $value]) {
                    $values[(int) $id][$codeById[(int) $attributeId]] = (string) $value;
                }
            }
        }
        return $values;
    }

    /**
     * Attribute ids and codes by the table that has their values
     *
     * @param string[] $codes
     * @return array<string, array<int, string>>
     */
    public function byTable(array $codes): array
    {
        $tables = [];
        foreach (array_unique($codes) as $code) {
            $attribute = $this->eavConfig->getAttribute(Product::ENTITY, $code);
            if ($attribute !== null && $attribute->getId() && !$attribute->isStatic()) {
                $tables[$attribute->getBackendTable()][(int) $attribute->getId()] = $code;
            }
        }
        return $tables;
    }
}
