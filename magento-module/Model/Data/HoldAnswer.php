<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\HoldAnswerInterface;

class HoldAnswer extends Answer implements HoldAnswerInterface
{
    /**
     * @inheritdoc
     */
    public function getPurchaseOrderNumber(): string
    {
        return $this->values['purchase_order_number'];
    }

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
    public function getMode(): string
    {
        return $this->values['mode'];
    }

    /**
     * @inheritdoc
     */
    public function getLines(): array
    {
        return array_map(static fn (array $one): HoldAnswerLine => new HoldAnswerLine($one), $this->values['lines']);
    }
}
