<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\ReleaseAnswerInterface;

class ReleaseAnswer extends Answer implements ReleaseAnswerInterface
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
        return array_map(static fn (array $one): ReleaseAnswerLine => new ReleaseAnswerLine($one), $this->values['lines']);
    }
}
