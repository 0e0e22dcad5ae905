<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\OutboxPageInterface;

class OutboxPage extends Answer implements OutboxPageInterface
{
    /**
     * @inheritdoc
     */
    public function getItems(): array
    {
        return array_map(static fn (array $one): OutboxItem => new OutboxItem($one), $this->values['items']);
    }

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
    public function getHasMore(): bool
    {
        return $this->values['has_more'];
    }
}
