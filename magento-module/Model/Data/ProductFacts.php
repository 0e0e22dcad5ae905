<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\ProductFactsInterface;

class ProductFacts extends Answer implements ProductFactsInterface
{
    /**
     * @inheritdoc
     */
    public function getProductId(): int
    {
        return $this->values['product_id'];
    }

    /**
     * @inheritdoc
     */
    public function getSku(): string
    {
        return $this->values['sku'];
    }

    /**
     * @inheritdoc
     */
    public function getName(): string
    {
        return $this->values['name'];
    }

    /**
     * @inheritdoc
     */
    public function getTypeId(): string
    {
        return $this->values['type_id'];
    }

    /**
     * @inheritdoc
     */
    public function isEnabled(): bool
    {
        return $this->values['enabled'];
    }

    /**
     * @inheritdoc
     */
    public function getCasePack(): ?int
    {
        return $this->values['case_pack'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getAgreedCost(): ?string
    {
        return $this->values['agreed_cost'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getBarcodes(): array
    {
        return $this->values['barcodes'];
    }
}
