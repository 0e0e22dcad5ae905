<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\AdjustRequestLineInterface;

/**
 * Filled by Magento from the request body; whoever uses it checks it first.
 */
class AdjustRequestLine implements AdjustRequestLineInterface
{
    private ?string $lineId = null;

    private ?float $requested = null;

    /**
     * @inheritdoc
     */
    public function getLineId(): ?string
    {
        return $this->lineId;
    }

    /**
     * @inheritdoc
     */
    public function setLineId(?string $lineId): void
    {
        $this->lineId = $lineId;
    }

    /**
     * @inheritdoc
     */
    public function getRequested(): ?float
    {
        return $this->requested;
    }

    /**
     * @inheritdoc
     */
    public function setRequested(?float $requested): void
    {
        $this->requested = $requested;
    }
}
