<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * Goods that left without a Magento order.
 *
 * @api
 */
interface DispatchRequestInterface
{
    /**
     * Unique over all routes; the same key with the same request is answered with the first answer.
     *
     * @return string|null
     */
    public function getIdempotencyKey(): ?string;

    /**
     * Setter of idempotency_key
     *
     * @param string|null $idempotencyKey
     * @return void
     */
    public function setIdempotencyKey(?string $idempotencyKey): void;

    /**
     * In capitals and without blanks around it.
     *
     * @return string|null
     */
    public function getPurchaseOrderNumber(): ?string;

    /**
     * Setter of purchase_order_number
     *
     * @param string|null $purchaseOrderNumber
     * @return void
     */
    public function setPurchaseOrderNumber(?string $purchaseOrderNumber): void;

    /**
     * Where they left.
     *
     * @return string|null
     */
    public function getSourceCode(): ?string;

    /**
     * Setter of source_code
     *
     * @param string|null $sourceCode
     * @return void
     */
    public function setSourceCode(?string $sourceCode): void;

    /**
     * Instant; now where absent.
     *
     * @return string|null
     */
    public function getDispatchedAt(): ?string;

    /**
     * Setter of dispatched_at
     *
     * @param string|null $dispatchedAt
     * @return void
     */
    public function setDispatchedAt(?string $dispatchedAt): void;

    /**
     * Gross weight.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\WeightInterface|null
     */
    public function getWeight(): ?WeightInterface;

    /**
     * Setter of weight
     *
     * @param \VendorBridge\AmazonVendor\Api\Data\WeightInterface|null $weight
     * @return void
     */
    public function setWeight(?WeightInterface $weight): void;

    /**
     * Packages.
     *
     * @return float|null
     */
    public function getPackageCount(): ?float;

    /**
     * Setter of package_count
     *
     * @param float|null $packageCount
     * @return void
     */
    public function setPackageCount(?float $packageCount): void;

    /**
     * Tracking numbers; may come later.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\TrackInterface[]|null
     */
    public function getTracks(): ?array;

    /**
     * Setter of tracks
     *
     * @param \VendorBridge\AmazonVendor\Api\Data\TrackInterface[]|null $tracks
     * @return void
     */
    public function setTracks(?array $tracks): void;

    /**
     * What left.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\DispatchRequestLineInterface[]|null
     */
    public function getLines(): ?array;

    /**
     * Setter of lines
     *
     * @param \VendorBridge\AmazonVendor\Api\Data\DispatchRequestLineInterface[]|null $lines
     * @return void
     */
    public function setLines(?array $lines): void;
}
