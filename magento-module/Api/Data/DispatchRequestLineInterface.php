<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What left of a line.
 *
 * @api
 */
interface DispatchRequestLineInterface
{
    /**
     * Caller's id of the line.
     *
     * @return string|null
     */
    public function getLineId(): ?string;

    /**
     * Setter of line_id
     *
     * @param string|null $lineId
     * @return void
     */
    public function setLineId(?string $lineId): void;

    /**
     * Eaches.
     *
     * @return float|null
     */
    public function getQuantity(): ?float;

    /**
     * Setter of quantity
     *
     * @param float|null $quantity
     * @return void
     */
    public function setQuantity(?float $quantity): void;
}
