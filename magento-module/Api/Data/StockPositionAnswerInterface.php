<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * Stock and product facts of the SKUs asked.
 *
 * @api
 */
interface StockPositionAnswerInterface
{
    /**
     * UTC instant at which the figures were true.
     *
     * @return string
     */
    public function getAsOf(): string;

    /**
     * One per SKU asked, in the order asked.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\StockPositionInterface[]
     */
    public function getItems(): array;
}
