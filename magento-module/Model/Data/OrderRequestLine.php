<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\OrderRequestLineInterface;

/**
 * Filled by Magento from the request body; whoever uses it checks it first.
 */
class OrderRequestLine implements OrderRequestLineInterface
{
    private ?string $lineId = null;

    private ?float $quantity = null;

    private ?string $unitCost = null;

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

    /**
     * @inheritdoc
     */
    public function getUnitCost(): ?string
    {
        return $this->unitCost;
    }

    /**
     * @inheritdoc
     */
    public function setUnitCost(?string $unitCost): void
    {
        $this->unitCost = $unitCost;
    }
}
