<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\OutboxMarkInterface;

class OutboxMark extends Answer implements OutboxMarkInterface
{
    /**
     * @inheritdoc
     */
    public function getCursor(): string
    {
        return $this->values['cursor'];
    }

    /**
     * @inheritdoc
     */
    public function getAcknowledged(): int
    {
        return $this->values['acknowledged'];
    }
}
