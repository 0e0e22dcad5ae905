<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * One event.
 *
 * @api
 */
interface OutboxItemInterface
{
    /**
     * After this item.
     *
     * @return string
     */
    public function getCursor(): string;

    /**
     * Kafka topic.
     *
     * @return string
     */
    public function getTopic(): string;

    /**
     * SKU or purchase order number.
     *
     * @return string
     */
    public function getKey(): string;

    /**
     * The event, the very text that Kafka carries.
     *
     * @return string
     */
    public function getPayload(): string;
}
