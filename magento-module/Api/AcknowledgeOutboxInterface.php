<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use VendorBridge\AmazonVendor\Api\Data\OutboxMarkInterface;

/**
 * Everything up to a cursor has been dealt with.
 *
 * @api
 */
interface AcknowledgeOutboxInterface
{
    /**
     * Moves the reader's mark forward, never back.
     *
     * @param string $cursor
     * @return \VendorBridge\AmazonVendor\Api\Data\OutboxMarkInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     */
    public function execute(string $cursor): OutboxMarkInterface;
}
