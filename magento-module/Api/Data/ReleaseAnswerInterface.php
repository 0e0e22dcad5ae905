<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What one call gave back.
 *
 * @api
 */
interface ReleaseAnswerInterface
{
    /**
     * Purchase order number.
     *
     * @return string
     */
    public function getPurchaseOrderNumber(): string;

    /**
     * In the order of the request or of the ledger.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\ReleaseAnswerLineInterface[]
     */
    public function getLines(): array;
}
