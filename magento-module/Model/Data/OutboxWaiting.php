<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\OutboxWaitingInterface;

class OutboxWaiting extends Answer implements OutboxWaitingInterface
{
    /**
     * @inheritdoc
     */
    public function getWaiting(): int
    {
        return $this->values['waiting'];
    }

    /**
     * @inheritdoc
     */
    public function getOldestAt(): ?string
    {
        return $this->values['oldest_at'] ?? null;
    }
}
