<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use VendorBridge\AmazonVendor\Api\Data\StockPositionAnswerInterface;
use VendorBridge\AmazonVendor\Api\Data\StockPositionQueryInterface;

/**
 * Stock and product facts of up to 1000 SKUs, read in one transaction.
 *
 * @api
 */
interface QueryStockPositionsInterface
{
    /**
     * Stock and product facts of up to 1000 SKUs, read in one transaction.
     *
     * @param \VendorBridge\AmazonVendor\Api\Data\StockPositionQueryInterface $query
     * @return \VendorBridge\AmazonVendor\Api\Data\StockPositionAnswerInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     */
    public function execute(StockPositionQueryInterface $query): StockPositionAnswerInterface;
}
