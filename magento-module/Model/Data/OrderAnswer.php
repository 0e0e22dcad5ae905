<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\OrderAnswerInterface;

class OrderAnswer extends Answer implements OrderAnswerInterface
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
    public function getOrderId(): int
    {
        return $this->values['order_id'];
    }

    /**
     * @inheritdoc
     */
    public function getOrderIncrementId(): string
    {
        return $this->values['order_increment_id'];
    }

    /**
     * @inheritdoc
     */
    public function getLines(): array
    {
        return array_map(static fn (array $one): OrderAnswerLine => new OrderAnswerLine($one), $this->values['lines']);
    }
}
