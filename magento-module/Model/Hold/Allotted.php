<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Hold;

/**
 * What one line gets, and from which figures that was decided.
 */
class Allotted
{
    /**
     * @param int $granted eaches
     * @param string|null $reason why it is less than wanted; null where it is all
     * @param Figures $seen
     */
    public function __construct(
        public readonly int $granted,
        public readonly ?string $reason,
        public readonly Figures $seen
    ) {
    }
}
