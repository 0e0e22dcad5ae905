<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\WeightInterface;

/**
 * Of an answer, or filled by Magento from the request body; whoever reads a request checks it first.
 */
class Weight implements WeightInterface
{
    /**
     * @param string|null $value
     * @param string|null $unit
     */
    public function __construct(
        private ?string $value = null,
        private ?string $unit = null
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getValue(): ?string
    {
        return $this->value;
    }

    /**
     * @inheritdoc
     */
    public function setValue(?string $value): void
    {
        $this->value = $value;
    }

    /**
     * @inheritdoc
     */
    public function getUnit(): ?string
    {
        return $this->unit;
    }

    /**
     * @inheritdoc
     */
    public function setUnit(?string $unit): void
    {
        $this->unit = $unit;
    }
}
