<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\StockSeenInterface;

class StockSeen extends Answer implements StockSeenInterface
{
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
}
