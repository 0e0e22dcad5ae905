<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * An order item and its line.
 *
 * @api
 */
interface OrderAnswerLineInterface
{
    /**
     * Caller's id of the line.
     *
     * @return string
     */
    public function getLineId(): string;

    /**
     * Id of the order item.
     *
     * @return int
     */
    public function getOrderItemId(): int;

    /**
     * SKU.
     *
     * @return string
     */
    public function getSku(): string;

    /**
     * Eaches ordered.
     *
     * @return int
     */
    public function getQuantity(): int;
}
