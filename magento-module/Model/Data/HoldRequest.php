<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\HoldRequestInterface;

/**
 * Filled by Magento from the request body; whoever uses it checks it first.
 */
class HoldRequest implements HoldRequestInterface
{
    private ?string $idempotencyKey = null;

    private ?string $purchaseOrderNumber = null;

    private ?float $stockId = null;

    private ?string $mode = null;

    /** @var \VendorBridge\AmazonVendor\Api\Data\HoldRequestLineInterface[]|null */
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
    public function getPurchaseOrderNumber(): ?string
    {
        return $this->purchaseOrderNumber;
    }

    /**
     * @inheritdoc
     */
    public function setPurchaseOrderNumber(?string $purchaseOrderNumber): void
    {
        $this->purchaseOrderNumber = $purchaseOrderNumber;
    }

    /**
     * @inheritdoc
     */
    public function getStockId(): ?float
    {
        return $this->stockId;
    }

    /**
     * @inheritdoc
     */
    public function setStockId(?float $stockId): void
    {
        $this->stockId = $stockId;
    }

    /**
     * @inheritdoc
     */
    public function getMode(): ?string
    {
        return $this->mode;
    }

    /**
     * @inheritdoc
     */
    public function setMode(?string $mode): void
    {
        $this->mode = $mode;
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
