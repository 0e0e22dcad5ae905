<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use VendorBridge\AmazonVendor\Api\Data\DispatchInterface;
use VendorBridge\AmazonVendor\Api\Data\DispatchRequestInterface;

/**
 * Goods have left without a Magento order.
 *
 * @api
 */
interface RecordDispatchInterface
{
    /**
     * Goods have left without a Magento order.
     *
     * @param \VendorBridge\AmazonVendor\Api\Data\DispatchRequestInterface $dispatch
     * @return \VendorBridge\AmazonVendor\Api\Data\DispatchInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     */
    public function execute(DispatchRequestInterface $dispatch): DispatchInterface;
}
