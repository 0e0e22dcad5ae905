<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use VendorBridge\AmazonVendor\Api\Data\OutboxPageInterface;

/**
 * Events after a cursor, oldest first, for a reader without Kafka.
 *
 * @api
 */
interface ReadOutboxInterface
{
    /**
     * Events after a cursor; behind the last acknowledged one where there is no cursor.
     *
     * @param string|null $after
     * @param string|null $limit 1 to 1000, 100 where absent
     * @return \VendorBridge\AmazonVendor\Api\Data\OutboxPageInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     */
    public function execute(?string $after = null, ?string $limit = null): OutboxPageInterface;
}
