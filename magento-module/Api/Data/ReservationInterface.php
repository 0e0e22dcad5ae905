<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * A purchase order as the ledger has it.
 *
 * @api
 */
interface ReservationInterface
{
    /**
     * Purchase order number.
     *
     * @return string
     */
    public function getPurchaseOrderNumber(): string;

    /**
     * MSI stock.
     *
     * @return int
     */
    public function getStockId(): int;

    /**
     * open: held by this module, ordered: a Magento order holds it, closed: nothing is open on any line.
     *
     * @return string
     */
    public function getStatus(): string;

    /**
     * Entity id of the Magento order; absent before there is one.
     *
     * @return int|null
     */
    public function getOrderId(): ?int;

    /**
     * Number of the Magento order as people see it.
     *
     * @return string|null
     */
    public function getOrderIncrementId(): ?string;

    /**
     * UTC instant.
     *
     * @return string
     */
    public function getCreatedAt(): string;

    /**
     * UTC instant.
     *
     * @return string
     */
    public function getUpdatedAt(): string;

    /**
     * Lines in the order they came.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\ReservationLineInterface[]
     */
    public function getLines(): array;
}
