<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Product;

/**
 * A number of eaches or percents as forms, REST and imports bring it. Nothing is rounded: one and a half eaches to a
 * case is a slip, and a slip there ships the wrong quantity of every order.
 */
class WholeNumber
{
    /** Beyond it the database's integer would be cut silently. */
    private const DIGITS = 9;

    /**
     * Whether nothing was said
     *
     * @param mixed $value
     * @return bool
     */
    public static function isUnsaid(mixed $value): bool
    {
        return $value === null || $value === false || is_string($value) && trim($value) === '';
    }

    /**
     * The number; null where it is none
     *
     * @param mixed $value
     * @return int|null
     */
    public static function of(mixed $value): ?int
    {
        if (is_int($value) || is_float($value)) {
            $value = (string) $value;
        }
        if (!is_string($value) || !preg_match('/^\d{1,' . self::DIGITS . '}(\.0+)?$/D', trim($value))) {
            return null;
        }
        return (int) trim($value);
    }

    /**
     * Whether the value is a whole number within the limits
     *
     * @param mixed $value
     * @param int $min
     * @param int|null $max
     * @return bool
     */
    public static function isWithin(mixed $value, int $min, ?int $max = null): bool
    {
        $number = self::of($value);
        return $number !== null && $number >= $min && ($max === null || $number <= $max);
    }
}
