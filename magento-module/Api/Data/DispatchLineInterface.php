<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What left of a line.
 *
 * @api
 */
interface DispatchLineInterface
{
    /**
     * Caller's id of the line.
     *
     * @return string
     */
    public function getLineId(): string;

    /**
     * SKU.
     *
     * @return string
     */
    public function getSku(): string;

    /**
     * Eaches.
     *
     * @return int
     */
    public function getQuantity(): int;
}
