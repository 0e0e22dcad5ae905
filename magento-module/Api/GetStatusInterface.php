<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use VendorBridge\AmazonVendor\Api\Data\StatusInterface;

/**
 * Self-test of the module.
 *
 * @api
 */
interface GetStatusInterface
{
    /**
     * Self-test of the module.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\StatusInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     */
    public function execute(): StatusInterface;
}
