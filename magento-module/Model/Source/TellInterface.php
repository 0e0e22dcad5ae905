<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Source;

/**
 * Says that rows of the source `amazon_vendor` were left out of a save that otherwise went through.
 */
interface TellInterface
{
    /**
     * Rows of these SKUs were left as they are
     *
     * @param string[] $skus
     * @return void
     */
    public function leftOut(array $skus): void;
}
