<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\DispatchLineInterface;

class DispatchLine extends Answer implements DispatchLineInterface
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
