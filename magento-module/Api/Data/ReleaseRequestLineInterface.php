<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What one line gives back.
 * Numbers are declared as decimals: Magento cuts 1.5 to 1 without a word where a whole number is declared.
 *
 * @api
 */
interface ReleaseRequestLineInterface
{
    /**
     * The caller's own id of a purchase order line, unique over all purchase orders and for ever.
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
     * Eaches; all that is open where absent.
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
