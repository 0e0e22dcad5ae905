<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Integration;

/**
 * What the bridge must be allowed, and nothing else: no orders, no customers, no catalogue but through this module.
 */
class Rights
{
    public const ALL = [
        'VendorBridge_AmazonVendor::status_view',
        'VendorBridge_AmazonVendor::stock_view',
        'VendorBridge_AmazonVendor::reservation_view',
        'VendorBridge_AmazonVendor::reservation_hold',
        'VendorBridge_AmazonVendor::order_create',
        'VendorBridge_AmazonVendor::dispatch_record',
        'VendorBridge_AmazonVendor::outbox_read',
    ];
}
