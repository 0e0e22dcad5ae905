<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\TrackInterface;

/**
 * Of an answer, or filled by Magento from the request body; whoever reads a request checks it first.
 */
class Track implements TrackInterface
{
    /**
     * @param string|null $carrierCode
     * @param string|null $title
     * @param string|null $number
     */
    public function __construct(
        private ?string $carrierCode = null,
        private ?string $title = null,
        private ?string $number = null
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getCarrierCode(): ?string
    {
        return $this->carrierCode;
    }

    /**
     * @inheritdoc
     */
    public function setCarrierCode(?string $carrierCode): void
    {
        $this->carrierCode = $carrierCode;
    }

    /**
     * @inheritdoc
     */
    public function getTitle(): ?string
    {
        return $this->title;
    }

    /**
     * @inheritdoc
     */
    public function setTitle(?string $title): void
    {
        $this->title = $title;
    }

    /**
     * @inheritdoc
     */
    public function getNumber(): ?string
    {
        return $this->number;
    }

    /**
     * @inheritdoc
     */
    public function setNumber(?string $number): void
    {
        $this->number = $number;
    }
}
