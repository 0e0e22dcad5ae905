<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\ProductFactsInterface;
use VendorBridge\AmazonVendor\Api\Data\StockFiguresInterface;
use VendorBridge\AmazonVendor\Api\Data\StockPositionInterface;

class StockPosition extends Answer implements StockPositionInterface
{
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
    public function getProblem(): ?string
    {
        return $this->values['problem'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getProduct(): ?ProductFactsInterface
    {
        return isset($this->values['product']) ? new ProductFacts($this->values['product']) : null;
    }

    /**
     * @inheritdoc
     */
    public function getStock(): ?StockFiguresInterface
    {
        return isset($this->values['stock']) ? new StockFigures($this->values['stock']) : null;
    }
}
