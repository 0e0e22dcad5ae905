<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What is held because of one call.
 *
 * @api
 */
interface HoldAnswerInterface
{
    /**
     * Purchase order number.
     *
     * @return string
     */
    public function getPurchaseOrderNumber(): string;

    /**
     * MSI stock.
     *
     * @return int
     */
    public function getStockId(): int;

    /**
     * As asked.
     *
     * @return string
     */
    public function getMode(): string;

    /**
     * Every line of the request, in its order.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\HoldAnswerLineInterface[]
     */
    public function getLines(): array;
}
