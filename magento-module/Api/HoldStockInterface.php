<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use VendorBridge\AmazonVendor\Api\Data\HoldAnswerInterface;
use VendorBridge\AmazonVendor\Api\Data\HoldRequestInterface;

/**
 * Holds stock for the lines of one purchase order, all in one transaction.
 *
 * @api
 */
interface HoldStockInterface
{
    /**
     * Holds stock for the lines of one purchase order, all in one transaction.
     *
     * @param \VendorBridge\AmazonVendor\Api\Data\HoldRequestInterface $reservation
     * @return \VendorBridge\AmazonVendor\Api\Data\HoldAnswerInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     */
    public function execute(HoldRequestInterface $reservation): HoldAnswerInterface;
}
