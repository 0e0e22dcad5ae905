<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * A tracking number and who carries the goods.
 *
 * @api
 */
interface TrackInterface
{
    /**
     * Magento's code of the carrier: ups, fedex, custom.
     *
     * @return string|null
     */
    public function getCarrierCode(): ?string;

    /**
     * Setter of carrier_code
     *
     * @param string|null $carrierCode
     * @return void
     */
    public function setCarrierCode(?string $carrierCode): void;

    /**
     * As shown; with "custom" the only word on who carries it.
     *
     * @return string|null
     */
    public function getTitle(): ?string;

    /**
     * Setter of title
     *
     * @param string|null $title
     * @return void
     */
    public function setTitle(?string $title): void;

    /**
     * Tracking number.
     *
     * @return string|null
     */
    public function getNumber(): ?string;

    /**
     * Setter of number
     *
     * @param string|null $number
     * @return void
     */
    public function setNumber(?string $number): void;
}
