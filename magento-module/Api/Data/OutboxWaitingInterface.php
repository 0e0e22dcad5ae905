<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * Events that nobody has acknowledged.
 *
 * @api
 */
interface OutboxWaitingInterface
{
    /**
     * How many.
     *
     * @return int
     */
    public function getWaiting(): int;

    /**
     * UTC instant of the oldest one.
     *
     * @return string|null
     */
    public function getOldestAt(): ?string;
}
