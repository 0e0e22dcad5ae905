<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * The Magento order that holds the eaches.
 *
 * @api
 */
interface OrderAnswerInterface
{
    /**
     * Purchase order number.
     *
     * @return string
     */
    public function getPurchaseOrderNumber(): string;

    /**
     * Entity id.
     *
     * @return int
     */
    public function getOrderId(): int;

    /**
     * The number that people see.
     *
     * @return string
     */
    public function getOrderIncrementId(): string;

    /**
     * Which order item is which line.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\OrderAnswerLineInterface[]
     */
    public function getLines(): array;
}
