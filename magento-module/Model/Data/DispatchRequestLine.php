<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\DispatchRequestLineInterface;

/**
 * Filled by Magento from the request body; whoever uses it checks it first.
 */
class DispatchRequestLine implements DispatchRequestLineInterface
{
    private ?string $lineId = null;

    private ?float $quantity = null;

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
    public function getQuantity(): ?float
    {
        return $this->quantity;
    }

    /**
     * @inheritdoc
     */
    public function setQuantity(?float $quantity): void
    {
        $this->quantity = $quantity;
    }
}
