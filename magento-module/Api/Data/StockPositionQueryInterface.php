<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * SKUs of which the stock is asked.
 * Numbers are declared as decimals: Magento cuts 1.5 to 1 without a word where a whole number is declared.
 *
 * @api
 */
interface StockPositionQueryInterface
{
    /**
     * 1 to 1000 SKUs.
     *
     * @return string[]|null
     */
    public function getSkus(): ?array;

    /**
     * Setter of skus
     *
     * @param string[]|null $skus
     * @return void
     */
    public function setSkus(?array $skus): void;

    /**
     * MSI stock; the configured one where absent.
     *
     * @return float|null
     */
    public function getStockId(): ?float;

    /**
     * Setter of stock_id
     *
     * @param float|null $stockId
     * @return void
     */
    public function setStockId(?float $stockId): void;
}
