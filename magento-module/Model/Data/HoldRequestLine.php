<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\HoldRequestLineInterface;

/**
 * Filled by Magento from the request body; whoever uses it checks it first.
 *
 * The constructor's parameters are named as the request names its members: Magento then learns their types from here.
 * For a member that it sets by a setter it reads the getter's comment, for each line anew, and for a thousand lines
 * that takes longer than the hold.
 */
class HoldRequestLine implements HoldRequestLineInterface
{
    /**
     * @param string|null $line_id
     * @param string|null $line_number
     * @param string|null $sku
     * @param float|null $requested
     * @param float|null $case_pack
     */
    public function __construct(
        private ?string $line_id = null,
        private ?string $line_number = null,
        private ?string $sku = null,
        private ?float $requested = null,
        private ?float $case_pack = null
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getLineId(): ?string
    {
        return $this->line_id;
    }

    /**
     * @inheritdoc
     */
    public function setLineId(?string $lineId): void
    {
        $this->line_id = $lineId;
    }

    /**
     * @inheritdoc
     */
    public function getLineNumber(): ?string
    {
        return $this->line_number;
    }

    /**
     * @inheritdoc
     */
    public function setLineNumber(?string $lineNumber): void
    {
        $this->line_number = $lineNumber;
    }

    /**
     * @inheritdoc
     */
    public function getSku(): ?string
    {
        return $this->sku;
    }

    /**
     * @inheritdoc
     */
    public function setSku(?string $sku): void
    {
        $this->sku = $sku;
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

    /**
     * @inheritdoc
     */
    public function getCasePack(): ?float
    {
        return $this->case_pack;
    }

    /**
     * @inheritdoc
     */
    public function setCasePack(?float $casePack): void
    {
        $this->case_pack = $casePack;
    }
}
