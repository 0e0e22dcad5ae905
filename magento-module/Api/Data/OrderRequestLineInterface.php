<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * A line of a purchase order that is to become an order item.
 *
 * @api
 */
interface OrderRequestLineInterface
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
     * Eaches; all that is open of the line.
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

    /**
     * Per each, without tax, exact decimal; the price of the order item.
     *
     * @return string|null
     */
    public function getUnitCost(): ?string;

    /**
     * Setter of unit_cost
     *
     * @param string|null $unitCost
     * @return void
     */
    public function setUnitCost(?string $unitCost): void;
}
