<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * The figures that a decision was made from, as the line saw them under the lock.
 *
 * @api
 */
interface StockSeenInterface
{
    /**
     * MSI, live: in-stock sources of the stock, less every reservation, less the out-of-stock threshold.
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
     * Open eaches of all purchase orders in this stock.
     *
     * @return int
     */
    public function getAmazonReserved(): int;

    /**
     * Eaches kept for the shop; 0 where purchase orders may use them.
     *
     * @return int
     */
    public function getBuffer(): int;

    /**
     * Eaches, not cut to cases.
     *
     * @return int
     */
    public function getAvailableToPromise(): int;
}
