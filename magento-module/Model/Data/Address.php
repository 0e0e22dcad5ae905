<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\AddressInterface;

/**
 * Filled by Magento from the request body; whoever uses it checks it first.
 */
class Address implements AddressInterface
{
    private ?string $name = null;

    /** @var string[]|null */
    private ?array $street = null;

    private ?string $city = null;

    private ?string $region = null;

    private ?string $postcode = null;

    private ?string $countryId = null;

    private ?string $telephone = null;

    /**
     * @inheritdoc
     */
    public function getName(): ?string
    {
        return $this->name;
    }

    /**
     * @inheritdoc
     */
    public function setName(?string $name): void
    {
        $this->name = $name;
    }

    /**
     * @inheritdoc
     */
    public function getStreet(): ?array
    {
        return $this->street;
    }

    /**
     * @inheritdoc
     */
    public function setStreet(?array $street): void
    {
        $this->street = $street;
    }

    /**
     * @inheritdoc
     */
    public function getCity(): ?string
    {
        return $this->city;
    }

    /**
     * @inheritdoc
     */
    public function setCity(?string $city): void
    {
        $this->city = $city;
    }

    /**
     * @inheritdoc
     */
    public function getRegion(): ?string
    {
        return $this->region;
    }

    /**
     * @inheritdoc
     */
    public function setRegion(?string $region): void
    {
        $this->region = $region;
    }

    /**
     * @inheritdoc
     */
    public function getPostcode(): ?string
    {
        return $this->postcode;
    }

    /**
     * @inheritdoc
     */
    public function setPostcode(?string $postcode): void
    {
        $this->postcode = $postcode;
    }

    /**
     * @inheritdoc
     */
    public function getCountryId(): ?string
    {
        return $this->countryId;
    }

    /**
     * @inheritdoc
     */
    public function setCountryId(?string $countryId): void
    {
        $this->countryId = $countryId;
    }

    /**
     * @inheritdoc
     */
    public function getTelephone(): ?string
    {
        return $this->telephone;
    }

    /**
     * @inheritdoc
     */
    public function setTelephone(?string $telephone): void
    {
        $this->telephone = $telephone;
    }
}
