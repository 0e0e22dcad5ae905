<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\AddressInterface;
use VendorBridge\AmazonVendor\Api\Data\OrderRequestInterface;

/**
 * Filled by Magento from the request body; whoever uses it checks it first.
 */
class OrderRequest implements OrderRequestInterface
{
    private ?string $idempotencyKey = null;

    private ?string $currency = null;

    private ?string $comment = null;

    private ?AddressInterface $shipTo = null;

    /** @var \VendorBridge\AmazonVendor\Api\Data\OrderRequestLineInterface[]|null */
    private ?array $lines = null;

    /**
     * @inheritdoc
     */
    public function getIdempotencyKey(): ?string
    {
        return $this->idempotencyKey;
    }

    /**
     * @inheritdoc
     */
    public function setIdempotencyKey(?string $idempotencyKey): void
    {
        $this->idempotencyKey = $idempotencyKey;
    }

    /**
     * @inheritdoc
     */
    public function getCurrency(): ?string
    {
        return $this->currency;
    }

    /**
     * @inheritdoc
     */
    public function setCurrency(?string $currency): void
    {
        $this->currency = $currency;
    }

    /**
     * @inheritdoc
     */
    public function getComment(): ?string
    {
        return $this->comment;
    }

    /**
     * @inheritdoc
     */
    public function setComment(?string $comment): void
    {
        $this->comment = $comment;
    }

    /**
     * @inheritdoc
     */
    public function getShipTo(): ?AddressInterface
    {
        return $this->shipTo;
    }

    /**
     * @inheritdoc
     */
    public function setShipTo(?AddressInterface $shipTo): void
    {
        $this->shipTo = $shipTo;
    }

    /**
     * @inheritdoc
     */
    public function getLines(): ?array
    {
        return $this->lines;
    }

    /**
     * @inheritdoc
     */
    public function setLines(?array $lines): void
    {
        $this->lines = $lines;
    }
}
