<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What left for Amazon once.
 *
 * @api
 */
interface DispatchInterface
{
    /**
     * shipment-<entity id> or dispatch-<id>.
     *
     * @return string
     */
    public function getDispatchId(): string;

    /**
     * Purchase order number.
     *
     * @return string
     */
    public function getPurchaseOrderNumber(): string;

    /**
     * Where the goods left.
     *
     * @return string
     */
    public function getSourceCode(): string;

    /**
     * Instant.
     *
     * @return string
     */
    public function getDispatchedAt(): string;

    /**
     * Of the last event; 0 while it waits for a track number.
     *
     * @return int
     */
    public function getRevision(): int;

    /**
     * Gross weight.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\WeightInterface|null
     */
    public function getWeight(): ?WeightInterface;

    /**
     * Packages.
     *
     * @return int|null
     */
    public function getPackageCount(): ?int;

    /**
     * What left.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\DispatchLineInterface[]
     */
    public function getLines(): array;

    /**
     * Tracking numbers.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\TrackInterface[]
     */
    public function getTracks(): array;
}
