<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use VendorBridge\AmazonVendor\Api\Data\DispatchInterface;

/**
 * Sets all tracks of a dispatch without a Magento order.
 *
 * @api
 */
interface SetTracksInterface
{
    /**
     * Sets all tracks of a dispatch without a Magento order.
     *
     * @param string $dispatchId
     * @param \VendorBridge\AmazonVendor\Api\Data\TrackInterface[] $tracks
     * @return \VendorBridge\AmazonVendor\Api\Data\DispatchInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     */
    public function execute(string $dispatchId, array $tracks): DispatchInterface;
}
