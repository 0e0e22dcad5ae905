<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\ReleaseAnswerLineInterface;

class ReleaseAnswerLine extends Answer implements ReleaseAnswerLineInterface
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
}
