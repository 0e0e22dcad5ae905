<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Source;

/**
 * A SKU whose quantity in the source `amazon_vendor` is not what the ledger has open.
 */
class MirrorDifference
{
    /**
     * @param string $sku
     * @param int $open eaches that should be shown; 0 while nothing is to be shown
     * @param float $shown quantity of the source
     */
    public function __construct(
        public readonly string $sku,
        public readonly int $open,
        public readonly float $shown
    ) {
    }
}
