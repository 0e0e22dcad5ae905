<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What is held is to become a Magento order.
 *
 * @api
 */
interface OrderRequestInterface
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
     * ISO 4217. Where given, it must be the store's order currency.
     *
     * @return string|null
     */
    public function getCurrency(): ?string;

    /**
     * Setter of currency
     *
     * @param string|null $currency
     * @return void
     */
    public function setCurrency(?string $currency): void;

    /**
     * Shown on the order: ship window, fulfilment centre.
     *
     * @return string|null
     */
    public function getComment(): ?string;

    /**
     * Setter of comment
     *
     * @param string|null $comment
     * @return void
     */
    public function setComment(?string $comment): void;

    /**
     * The fulfilment centre; the configured address where absent.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\AddressInterface|null
     */
    public function getShipTo(): ?AddressInterface;

    /**
     * Setter of ship_to
     *
     * @param \VendorBridge\AmazonVendor\Api\Data\AddressInterface|null $shipTo
     * @return void
     */
    public function setShipTo(?AddressInterface $shipTo): void;

    /**
     * Every open line.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\OrderRequestLineInterface[]|null
     */
    public function getLines(): ?array;

    /**
     * Setter of lines
     *
     * @param \VendorBridge\AmazonVendor\Api\Data\OrderRequestLineInterface[]|null $lines
     * @return void
     */
    public function setLines(?array $lines): void;
}
