<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * Lines after a change.
 *
 * @api
 */
interface AdjustAnswerInterface
{
    /**
     * Purchase order number.
     *
     * @return string
     */
    public function getPurchaseOrderNumber(): string;

    /**
     * Every named line, in the order of the request.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\AdjustAnswerLineInterface[]
     */
    public function getLines(): array;
}
