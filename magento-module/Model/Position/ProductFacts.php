<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Position;

use Magento\Catalog\Model\Product\Attribute\Source\Status;
use VendorBridge\AmazonVendor\Model\Catalogue\Attributes;
use VendorBridge\AmazonVendor\Model\Catalogue\CatalogueProduct;
use VendorBridge\AmazonVendor\Model\Catalogue\Gtin;
use VendorBridge\AmazonVendor\Model\Config;

/**
 * What the catalogue says of many products at once, as the contract's `ProductFacts`.
 */
class ProductFacts
{
    /**
     * @param Attributes $attributes
     * @param Config $config
     */
    public function __construct(
        private readonly Attributes $attributes,
        private readonly Config $config
    ) {
    }

    /**
     * @param CatalogueProduct[] $products
     * @return array<int, array<string, mixed>> by product id
     */
    public function execute(array $products): array
    {
        $barcodes = $this->config->getBarcodeAttributes();
        $values = $this->attributes->read(
            array_map(static fn (CatalogueProduct $product): int => $product->id, $products),
            ['name', 'status', Attributes::CASE_PACK, Attributes::AGREED_COST, ...$barcodes]
        );
        $facts = [];
        foreach ($products as $product) {
            $of = $values[$product->id] ?? [];
            $codes = array_map(
                static fn (string $code): array => Gtin::listIn($of[$code] ?? ''),
                array_values($barcodes)
            );
            $facts[$product->id] = [
                'product_id' => $product->id,
                'sku' => $product->sku,
                'name' => $of['name'] ?? '',
                'type_id' => $product->typeId,
                'enabled' => (int) ($of['status'] ?? 0) === Status::STATUS_ENABLED,
                'case_pack' => (int) ($of[Attributes::CASE_PACK] ?? 0) > 0 ? (int) $of[Attributes::CASE_PACK] : null,
                'agreed_cost' => isset($of[Attributes::AGREED_COST])
                    ? self::amount($of[Attributes::AGREED_COST])
                    : null,
                'barcodes' => array_values(array_unique(array_merge([], ...$codes))),
            ];
        }
        return $facts;
    }

    /**
     * Exact decimal without trailing zeros, at most four places
     */
    private static function amount(string $value): string
    {
        $amount = bcadd($value, '0', 4);
        return str_contains($amount, '.') ? rtrim(rtrim($amount, '0'), '.') : $amount;
    }
}
