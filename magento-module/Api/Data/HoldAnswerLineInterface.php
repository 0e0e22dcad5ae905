<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What one line got.
 *
 * @api
 */
interface HoldAnswerLineInterface
{
    /**
     * The caller's own id of a purchase order line, unique over all purchase orders and for ever.
     *
     * @return string
     */
    public function getLineId(): string;

    /**
     * As asked.
     *
     * @return string
     */
    public function getLineNumber(): string;

    /**
     * As asked.
     *
     * @return string
     */
    public function getSku(): string;

    /**
     * Eaches asked for.
     *
     * @return int
     */
    public function getRequested(): int;

    /**
     * Eaches per case.
     *
     * @return int
     */
    public function getCasePack(): int;

    /**
     * Eaches held now for this line, never more than requested.
     *
     * @return int
     */
    public function getGranted(): int;

    /**
     * Why less was granted than requested; absent where all was.
     *
     * @return string|null
     */
    public function getReason(): ?string;

    /**
     * The catalogue's spelling, with reason sku_case_differs.
     *
     * @return string|null
     */
    public function getCanonicalSku(): ?string;

    /**
     * Figures that decided; absent for a SKU that cannot be held.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\StockSeenInterface|null
     */
    public function getStockSeen(): ?StockSeenInterface;
}
