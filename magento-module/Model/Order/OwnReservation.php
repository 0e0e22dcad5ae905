<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

/**
 * While it lasts, an order that is placed is not reserved for by Magento: we do that.
 */
class OwnReservation
{
    private int $depth = 0;

    /**
     * @template T
     * @param callable(): T $work
     * @return T
     */
    public function during(callable $work): mixed
    {
        $this->depth++;
        try {
            return $work();
        } finally {
            $this->depth--;
        }
    }

    /**
     * @return bool
     */
    public function isOn(): bool
    {
        return $this->depth > 0;
    }
}
