<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\AdjustAnswerInterface;

class AdjustAnswer extends Answer implements AdjustAnswerInterface
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
    public function getLines(): array
    {
        return array_map(static fn (array $one): AdjustAnswerLine => new AdjustAnswerLine($one), $this->values['lines']);
    }
}
