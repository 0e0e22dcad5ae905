<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * One line that wants stock.
 * Numbers are declared as decimals: Magento cuts 1.5 to 1 without a word where a whole number is declared.
 *
 * @api
 */
interface HoldRequestLineInterface
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
     * As Amazon wrote it, for people; may be empty or repeat.
     *
     * @return string|null
     */
    public function getLineNumber(): ?string;

    /**
     * Setter of line_number
     *
     * @param string|null $lineNumber
     * @return void
     */
    public function setLineNumber(?string $lineNumber): void;

    /**
     * In the catalogue's spelling.
     *
     * @return string|null
     */
    public function getSku(): ?string;

    /**
     * Setter of sku
     *
     * @param string|null $sku
     * @return void
     */
    public function setSku(?string $sku): void;

    /**
     * Eaches wanted.
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

    /**
     * Eaches per case where the line is ordered in cases; 1 where it is ordered singly.
     *
     * @return float|null
     */
    public function getCasePack(): ?float;

    /**
     * Setter of case_pack
     *
     * @param float|null $casePack
     * @return void
     */
    public function setCasePack(?float $casePack): void;
}
