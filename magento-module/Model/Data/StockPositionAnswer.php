<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\StockPositionAnswerInterface;

class StockPositionAnswer extends Answer implements StockPositionAnswerInterface
{
    /**
     * @inheritdoc
     */
    public function getAsOf(): string
    {
        return $this->values['as_of'];
    }

    /**
     * @inheritdoc
     */
    public function getItems(): array
    {
        return array_map(static fn (array $one): StockPosition => new StockPosition($one), $this->values['items']);
    }
}
