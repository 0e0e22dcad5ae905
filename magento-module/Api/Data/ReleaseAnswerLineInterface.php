<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What one line gave back.
 *
 * @api
 */
interface ReleaseAnswerLineInterface
{
    /**
     * The caller's own id of a purchase order line, unique over all purchase orders and for ever.
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
     * Eaches given back by this call.
     *
     * @return int
     */
    public function getReleased(): int;

    /**
     * Eaches still held.
     *
     * @return int
     */
    public function getOpen(): int;
}
