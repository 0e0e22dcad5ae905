<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\OrderAnswerLineInterface;

class OrderAnswerLine extends Answer implements OrderAnswerLineInterface
{
    /**
     * @inheritdoc
     */
    public function getLineId(): string
    {
        return $this->values['line_id'];
    }

    /**
     * @inheritdoc
     */
    public function getOrderItemId(): int
    {
        return $this->values['order_item_id'];
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
    public function getQuantity(): int
    {
        return $this->values['quantity'];
    }
}
