<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What there is of one SKU in one stock.
 *
 * @api
 */
interface StockFiguresInterface
{
    /**
     * MSI stock.
     *
     * @return int
     */
    public function getStockId(): int;

    /**
     * Enabled sources of the stock that carry the SKU.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\SourceFigureInterface[]
     */
    public function getSources(): array;

    /**
     * May be below zero where goods were lost after they were promised.
     *
     * @return float
     */
    public function getSalableQuantity(): float;

    /**
     * In-stock quantity of the sources open to Amazon.
     *
     * @return float
     */
    public function getPoolQuantity(): float;

    /**
     * Open eaches of all purchase orders.
     *
     * @return int
     */
    public function getAmazonReserved(): int;

    /**
     * Eaches kept for the shop.
     *
     * @return int
     */
    public function getBuffer(): int;

    /**
     * Eaches; whole cases are for the reader to cut.
     *
     * @return int
     */
    public function getAvailableToPromise(): int;

    /**
     * Of the last stock-changed event of this SKU, 0 before the first.
     *
     * @return int
     */
    public function getSequence(): int;
}
