<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\SourceFigureInterface;

class SourceFigure extends Answer implements SourceFigureInterface
{
    /**
     * @inheritdoc
     */
    public function getSourceCode(): string
    {
        return $this->values['source_code'];
    }

    /**
     * @inheritdoc
     */
    public function getQuantity(): float
    {
        return (float) $this->values['quantity'];
    }

    /**
     * @inheritdoc
     */
    public function isInStock(): bool
    {
        return $this->values['in_stock'];
    }

    /**
     * @inheritdoc
     */
    public function isInPool(): bool
    {
        return $this->values['in_pool'];
    }
}
