<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\DispatchRequestInterface;
use VendorBridge\AmazonVendor\Api\Data\WeightInterface;

/**
 * Filled by Magento from the request body; whoever uses it checks it first.
 */
class DispatchRequest implements DispatchRequestInterface
{
    private ?string $idempotencyKey = null;

    private ?string $purchaseOrderNumber = null;

    private ?string $sourceCode = null;

    private ?string $dispatchedAt = null;

    private ?WeightInterface $weight = null;

    private ?float $packageCount = null;

    /** @var \VendorBridge\AmazonVendor\Api\Data\TrackInterface[]|null */
    private ?array $tracks = null;

    /** @var \VendorBridge\AmazonVendor\Api\Data\DispatchRequestLineInterface[]|null */
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
    public function getSourceCode(): ?string
    {
        return $this->sourceCode;
    }

    /**
     * @inheritdoc
     */
    public function setSourceCode(?string $sourceCode): void
    {
        $this->sourceCode = $sourceCode;
    }

    /**
     * @inheritdoc
     */
    public function getDispatchedAt(): ?string
    {
        return $this->dispatchedAt;
    }

    /**
     * @inheritdoc
     */
    public function setDispatchedAt(?string $dispatchedAt): void
    {
        $this->dispatchedAt = $dispatchedAt;
    }

    /**
     * @inheritdoc
     */
    public function getWeight(): ?WeightInterface
    {
        return $this->weight;
    }

    /**
     * @inheritdoc
     */
    public function setWeight(?WeightInterface $weight): void
    {
        $this->weight = $weight;
    }

    /**
     * @inheritdoc
     */
    public function getPackageCount(): ?float
    {
        return $this->packageCount;
    }

    /**
     * @inheritdoc
     */
    public function setPackageCount(?float $packageCount): void
    {
        $this->packageCount = $packageCount;
    }

    /**
     * @inheritdoc
     */
    public function getTracks(): ?array
    {
        return $this->tracks;
    }

    /**
     * @inheritdoc
     */
    public function setTracks(?array $tracks): void
    {
        $this->tracks = $tracks;
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
