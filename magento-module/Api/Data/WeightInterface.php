<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * Gross weight of a dispatch.
 *
 * @api
 */
interface WeightInterface
{
    /**
     * Exact decimal.
     *
     * @return string|null
     */
    public function getValue(): ?string;

    /**
     * Setter of value
     *
     * @param string|null $value
     * @return void
     */
    public function setValue(?string $value): void;

    /**
     * lb or kg.
     *
     * @return string|null
     */
    public function getUnit(): ?string;

    /**
     * Setter of unit
     *
     * @param string|null $unit
     * @return void
     */
    public function setUnit(?string $unit): void;
}
