<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * Stock and product facts of one SKU.
 *
 * @api
 */
interface StockPositionInterface
{
    /**
     * As asked.
     *
     * @return string
     */
    public function getSku(): string;

    /**
     * Why nothing of it can be held, by the words of a hold; the stock is absent then.
     *
     * @return string|null
     */
    public function getProblem(): ?string;

    /**
     * Absent for an unknown SKU.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\ProductFactsInterface|null
     */
    public function getProduct(): ?ProductFactsInterface;

    /**
     * Absent for a SKU that cannot be held.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\StockFiguresInterface|null
     */
    public function getStock(): ?StockFiguresInterface;
}
