<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * A line as the ledger has it: open = reserved - shipped - released, always.
 *
 * @api
 */
interface ReservationLineInterface
{
    /**
     * The caller's own id of a purchase order line, unique over all purchase orders and for ever.
     *
     * @return string
     */
    public function getLineId(): string;

    /**
     * As Amazon wrote it.
     *
     * @return string
     */
    public function getLineNumber(): string;

    /**
     * SKU.
     *
     * @return string
     */
    public function getSku(): string;

    /**
     * Eaches per case.
     *
     * @return int
     */
    public function getCasePack(): int;

    /**
     * The latest wish, in eaches.
     *
     * @return int
     */
    public function getRequested(): int;

    /**
     * Eaches granted in all, ever.
     *
     * @return int
     */
    public function getReserved(): int;

    /**
     * Eaches that have left.
     *
     * @return int
     */
    public function getShipped(): int;

    /**
     * Eaches given back in all, cancelled on the Magento order included.
     *
     * @return int
     */
    public function getReleased(): int;

    /**
     * Eaches held now.
     *
     * @return int
     */
    public function getOpen(): int;
}
