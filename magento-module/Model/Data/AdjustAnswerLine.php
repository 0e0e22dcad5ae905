<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\AdjustAnswerLineInterface;
use VendorBridge\AmazonVendor\Api\Data\StockSeenInterface;

class AdjustAnswerLine extends Answer implements AdjustAnswerLineInterface
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
    public function getRequested(): int
    {
        return $this->values['requested'];
    }

    /**
     * @inheritdoc
     */
    public function getGranted(): int
    {
        return $this->values['granted'];
    }

    /**
     * @inheritdoc
     */
    public function getReleased(): int
    {
        return $this->values['released'];
    }

    /**
     * @inheritdoc
     */
    public function getOpen(): int
    {
        return $this->values['open'];
    }

    /**
     * @inheritdoc
     */
    public function getReason(): ?string
    {
        return $this->values['reason'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getStockSeen(): ?StockSeenInterface
    {
        return isset($this->values['stock_seen']) ? new StockSeen($this->values['stock_seen']) : null;
    }
}
