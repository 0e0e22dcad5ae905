<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * The new wish of one line.
 * Numbers are declared as decimals: Magento cuts 1.5 to 1 without a word where a whole number is declared.
 *
 * @api
 */
interface AdjustRequestLineInterface
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
     * Eaches of the whole line, what is shipped included; 0 for a cancelled one.
     *
     * @return float|null
     */
    public function getRequested(): ?float;

    /**
     * Setter of requested
     *
     * @param float|null $requested
     * @return void
     */
    public function setRequested(?float $requested): void;
}
