<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use VendorBridge\AmazonVendor\Api\Data\OrderAnswerInterface;
use VendorBridge\AmazonVendor\Api\Data\OrderRequestInterface;

/**
 * Turns what is held into a Magento order, in one transaction.
 *
 * @api
 */
interface CreateOrderInterface
{
    /**
     * Turns what is held into a Magento order, in one transaction.
     *
     * @param string $purchaseOrderNumber
     * @param \VendorBridge\AmazonVendor\Api\Data\OrderRequestInterface $order
     * @return \VendorBridge\AmazonVendor\Api\Data\OrderAnswerInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     * @throws \Magento\Framework\Exception\LocalizedException where the shop does not want the order, or cannot take it
     */
    public function execute(string $purchaseOrderNumber, OrderRequestInterface $order): OrderAnswerInterface;
}
