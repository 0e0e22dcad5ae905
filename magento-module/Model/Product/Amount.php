<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Product;

/**
 * An amount of money as text. Pure.
 */
class Amount
{
    /**
     * Without the zeros behind the second place: `4.250000` is 4.25, `5.833300` is 5.8333, `7` is 7.00
     *
     * @param string $amount as the database has it
     * @return string
     */
    public static function short(string $amount): string
    {
        if (preg_match('/^(-?\d+)(?:\.(\d*))?$/D', $amount, $parts) !== 1) {
            return $amount;
        }
        return $parts[1] . '.' . str_pad(rtrim($parts[2] ?? '', '0'), 2, '0');
    }
}
