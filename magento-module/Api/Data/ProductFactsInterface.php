<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What the catalogue says of a product.
 *
 * @api
 */
interface ProductFactsInterface
{
    /**
     * Entity id.
     *
     * @return int
     */
    public function getProductId(): int;

    /**
     * The catalogue's spelling.
     *
     * @return string
     */
    public function getSku(): string;

    /**
     * Name in the default scope.
     *
     * @return string
     */
    public function getName(): string;

    /**
     * Product type.
     *
     * @return string
     */
    public function getTypeId(): string;

    /**
     * False for a disabled product.
     *
     * @return bool
     */
    public function isEnabled(): bool;

    /**
     * Eaches per case; absent where nobody said.
     *
     * @return int|null
     */
    public function getCasePack(): ?int;

    /**
     * What Amazon agreed to pay per each, in the store's base currency; absent where nobody said.
     *
     * @return string|null
     */
    public function getAgreedCost(): ?string;

    /**
     * UPC, EAN, GTIN as kept; none of them is checked.
     *
     * @return string[]
     */
    public function getBarcodes(): array;
}
