<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Catalogue;

/**
 * Products that can be asked for by SKU in whatever case, as MSI's tables compare them.
 */
class ProductsBySku
{
    /** @var array<int|string, CatalogueProduct> */
    private array $products = [];

    /**
     * @param CatalogueProduct[] $products
     */
    public function __construct(array $products)
    {
        foreach ($products as $product) {
            $this->products[mb_strtolower($product->sku)] = $product;
        }
    }

    /**
     * @param string $sku
     * @return CatalogueProduct|null
     */
    public function find(string $sku): ?CatalogueProduct
    {
        return $this->products[mb_strtolower($sku)] ?? null;
    }

    /**
     * Why nothing of the SKU can be held, by the words of the contract; null where it can
     *
     * @param string $sku
     * @return string|null
     */
    public function problemOf(string $sku): ?string
    {
        $product = $this->find($sku);
        return $product === null ? 'unknown_sku' : $product->problemOf($sku);
    }

    /**
     * Those of the SKUs that can be held, each once
     *
     * @param string[] $skus
     * @return CatalogueProduct[]
     */
    public function holdable(array $skus): array
    {
        $holdable = [];
        foreach ($skus as $sku) {
            if ($this->problemOf($sku) === null) {
                $holdable[$sku] = $this->products[mb_strtolower($sku)];
            }
        }
        return array_values($holdable);
    }
}
