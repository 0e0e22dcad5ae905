<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * How far the reader has come.
 *
 * @api
 */
interface OutboxMarkInterface
{
    /**
     * The mark that stands now.
     *
     * @return string
     */
    public function getCursor(): string;

    /**
     * Events newly acknowledged by this call.
     *
     * @return int
     */
    public function getAcknowledged(): int;
}
