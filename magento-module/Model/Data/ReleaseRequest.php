<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\ReleaseRequestInterface;

/**
 * Filled by Magento from the request body; whoever uses it checks it first.
 */
class ReleaseRequest implements ReleaseRequestInterface
{
    private ?string $idempotencyKey = null;

    private ?string $reason = null;

    private ?string $note = null;

    private ?string $voidsKey = null;

    /** @var \VendorBridge\AmazonVendor\Api\Data\ReleaseRequestLineInterface[]|null */
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
    public function getReason(): ?string
    {
        return $this->reason;
    }

    /**
     * @inheritdoc
     */
    public function setReason(?string $reason): void
    {
        $this->reason = $reason;
    }

    /**
     * @inheritdoc
     */
    public function getNote(): ?string
    {
        return $this->note;
    }

    /**
     * @inheritdoc
     */
    public function setNote(?string $note): void
    {
        $this->note = $note;
    }

    /**
     * @inheritdoc
     */
    public function getVoidsKey(): ?string
    {
        return $this->voidsKey;
    }

    /**
     * @inheritdoc
     */
    public function setVoidsKey(?string $voidsKey): void
    {
        $this->voidsKey = $voidsKey;
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
