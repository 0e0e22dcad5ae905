<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\OutboxItemInterface;

class OutboxItem extends Answer implements OutboxItemInterface
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
    public function getTopic(): string
    {
        return $this->values['topic'];
    }

    /**
     * @inheritdoc
     */
    public function getKey(): string
    {
        return $this->values['key'];
    }

    /**
     * @inheritdoc
     */
    public function getPayload(): string
    {
        return $this->values['payload'];
    }
}
