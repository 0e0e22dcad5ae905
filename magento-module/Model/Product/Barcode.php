<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Product;

/**
 * Whether a barcode can be one. A digit mistyped here would give Amazon's order to another product.
 */
class Barcode
{
    private const LENGTHS = [8, 12, 13, 14];

    /**
     * Whether each code of a value, which may list several, is a GTIN with a right check digit
     *
     * @param string $value
     * @return bool
     */
    public static function areRight(string $value): bool
    {
        $codes = preg_split('/[\s,;|]+/', $value, -1, PREG_SPLIT_NO_EMPTY) ?: [];
        foreach ($codes as $code) {
            if (!self::isRight($code)) {
                return false;
            }
        }
        return $codes !== [];
    }

    /**
     * GS1 General Specifications 7.9: from the right, digits count once and three times in turn; with the check digit
     * they add up to a multiple of ten.
     */
    private static function isRight(string $code): bool
    {
        if (!in_array(strlen($code), self::LENGTHS, true) || !ctype_digit($code)) {
            return false;
        }
        $sum = 0;
        foreach (array_reverse(str_split($code)) as $place => $digit) {
            $sum += (int) $digit * ($place % 2 === 0 ? 1 : 3);
        }
        return $sum % 10 === 0;
    }
}
