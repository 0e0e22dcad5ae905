<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * Some events, and where to go on.
 *
 * @api
 */
interface OutboxPageInterface
{
    /**
     * Events, maybe none.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\OutboxItemInterface[]
     */
    public function getItems(): array;

    /**
     * After the last item, or the cursor read from where there is none.
     *
     * @return string
     */
    public function getCursor(): string;

    /**
     * Whether there are more.
     *
     * @return bool
     */
    public function getHasMore(): bool;
}
