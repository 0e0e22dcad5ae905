<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\HoldAnswerLineInterface;
use VendorBridge\AmazonVendor\Api\Data\StockSeenInterface;

class HoldAnswerLine extends Answer implements HoldAnswerLineInterface
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
    public function getLineNumber(): string
    {
        return $this->values['line_number'];
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
    public function getCasePack(): int
    {
        return $this->values['case_pack'];
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
    public function getReason(): ?string
    {
        return $this->values['reason'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getCanonicalSku(): ?string
    {
        return $this->values['canonical_sku'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getStockSeen(): ?StockSeenInterface
    {
        return isset($this->values['stock_seen']) ? new StockSeen($this->values['stock_seen']) : null;
    }
}
