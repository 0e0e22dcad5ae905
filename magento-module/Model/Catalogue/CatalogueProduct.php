<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Catalogue;

/**
 * What must be known of a product before its stock can be held.
 */
class CatalogueProduct
{
    /**
     * @param int $id
     * @param string $sku in the catalogue's spelling
     * @param string $typeId
     * @param bool $hasStock false for bundle, configurable, grouped: no stock of their own
     * @param bool $isManaged false where Magento would drop a reservation silently
     * @param float $minQty the out-of-stock threshold: salable never counts the last ones
     * @param int|null $buffer eaches kept for the shop; null where the product says nothing
     * @param int $poolShare percent of the pool's quantity that is open to Amazon
     */
    public function __construct(
        public readonly int $id,
        public readonly string $sku,
        public readonly string $typeId,
        public readonly bool $hasStock,
        public readonly bool $isManaged,
        public readonly float $minQty,
        public readonly ?int $buffer,
        public readonly int $poolShare
    ) {
    }

    /**
     * Why nothing of it can be held, by the words of the contract; null where it can
     *
     * @param string $asked SKU as the caller spelt it
     * @return string|null
     */
    public function problemOf(string $asked): ?string
    {
        return match (true) {
            $asked !== $this->sku => 'sku_case_differs',
            !$this->hasStock => 'composite_product',
            !$this->isManaged => 'not_managed',
            default => null,
        };
    }
}
