<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\AdjustRequestInterface;

/**
 * Filled by Magento from the request body; whoever uses it checks it first.
 */
class AdjustRequest implements AdjustRequestInterface
{
    private ?string $idempotencyKey = null;

    private ?string $mode = null;

    /** @var \VendorBridge\AmazonVendor\Api\Data\AdjustRequestLineInterface[]|null */
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
