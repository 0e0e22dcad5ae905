<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * A fulfilment centre of Amazon.
 *
 * @api
 */
interface AddressInterface
{
    /**
     * Name of the place.
     *
     * @return string|null
     */
    public function getName(): ?string;

    /**
     * Setter of name
     *
     * @param string|null $name
     * @return void
     */
    public function setName(?string $name): void;

    /**
     * Lines of the street address.
     *
     * @return string[]|null
     */
    public function getStreet(): ?array;

    /**
     * Setter of street
     *
     * @param string[]|null $street
     * @return void
     */
    public function setStreet(?array $street): void;

    /**
     * City.
     *
     * @return string|null
     */
    public function getCity(): ?string;

    /**
     * Setter of city
     *
     * @param string|null $city
     * @return void
     */
    public function setCity(?string $city): void;

    /**
     * State or province as Amazon writes it.
     *
     * @return string|null
     */
    public function getRegion(): ?string;

    /**
     * Setter of region
     *
     * @param string|null $region
     * @return void
     */
    public function setRegion(?string $region): void;

    /**
     * Postcode.
     *
     * @return string|null
     */
    public function getPostcode(): ?string;

    /**
     * Setter of postcode
     *
     * @param string|null $postcode
     * @return void
     */
    public function setPostcode(?string $postcode): void;

    /**
     * ISO 3166-1 alpha-2.
     *
     * @return string|null
     */
    public function getCountryId(): ?string;

    /**
     * Setter of country_id
     *
     * @param string|null $countryId
     * @return void
     */
    public function setCountryId(?string $countryId): void;

    /**
     * Telephone.
     *
     * @return string|null
     */
    public function getTelephone(): ?string;

    /**
     * Setter of telephone
     *
     * @param string|null $telephone
     * @return void
     */
    public function setTelephone(?string $telephone): void;
}
