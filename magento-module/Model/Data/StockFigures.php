<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\StockFiguresInterface;

class StockFigures extends Answer implements StockFiguresInterface
{
    /**
     * @inheritdoc
     */
    public function getStockId(): int
    {
        return $this->values['stock_id'];
    }

    /**
     * @inheritdoc
     */
    public function getSources(): array
    {
        return array_map(static fn (array $one): SourceFigure => new SourceFigure($one), $this->values['sources']);
    }

    /**
     * @inheritdoc
     */
    public function getSalableQuantity(): float
    {
        return (float) $this->values['salable_quantity'];
    }

    /**
     * @inheritdoc
     */
    public function getPoolQuantity(): float
    {
        return (float) $this->values['pool_quantity'];
    }

    /**
     * @inheritdoc
     */
    public function getAmazonReserved(): int
    {
        return $this->values['amazon_reserved'];
    }

    /**
     * @inheritdoc
     */
    public function getBuffer(): int
    {
        return $this->values['buffer'];
    }

    /**
     * @inheritdoc
     */
    public function getAvailableToPromise(): int
    {
        return $this->values['available_to_promise'];
    }

    /**
     * @inheritdoc
     */
    public function getSequence(): int
    {
        return $this->values['sequence'];
    }
}
