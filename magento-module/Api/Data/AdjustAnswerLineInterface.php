<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * One line after a change.
 *
 * @api
 */
interface AdjustAnswerLineInterface
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
     * As asked.
     *
     * @return int
     */
    public function getRequested(): int;

    /**
     * Eaches newly held by this call.
     *
     * @return int
     */
    public function getGranted(): int;

    /**
     * Eaches given back by this call.
     *
     * @return int
     */
    public function getReleased(): int;

    /**
     * Eaches held after this call, not yet shipped.
     *
     * @return int
     */
    public function getOpen(): int;

    /**
     * Why the line did not rise or fall as asked; absent where it did.
     *
     * @return string|null
     */
    public function getReason(): ?string;

    /**
     * Where the line was to rise.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\StockSeenInterface|null
     */
    public function getStockSeen(): ?StockSeenInterface;
}
