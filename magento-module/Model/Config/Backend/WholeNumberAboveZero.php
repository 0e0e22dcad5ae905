<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Backend;

/**
 * One or more, whole.
 */
class WholeNumberAboveZero extends WholeNumber
{
    protected const MIN = 1;
}
