<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\StockPositionQueryInterface;

/**
 * Filled by Magento from the request body; whoever uses it checks it first.
 */
class StockPositionQuery implements StockPositionQueryInterface
{
    /** @var string[]|null */
    private ?array $skus = null;

    private ?float $stockId = null;

    /**
     * @inheritdoc
     */
    public function getSkus(): ?array
    {
        return $this->skus;
    }

    /**
     * @inheritdoc
     */
    public function setSkus(?array $skus): void
    {
        $this->skus = $skus;
    }

    /**
     * @inheritdoc
     */
    public function getStockId(): ?float
    {
        return $this->stockId;
    }

    /**
     * @inheritdoc
     */
    public function setStockId(?float $stockId): void
    {
        $this->stockId = $stockId;
    }
}
