<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Product;

use Magento\Framework\Phrase;
use VendorBridge\AmazonVendor\Model\Catalogue\Attributes;

/**
 * What a product may say in this module's attributes. The same rules for product form, REST, mass update and import,
 * each of which checks at another place.
 */
class Rule
{
    public const CODES = [
        Attributes::CASE_PACK,
        Attributes::BUFFER,
        Attributes::POOL_SHARE,
        Attributes::AGREED_COST,
        Attributes::BARCODE,
    ];

    /**
     * Why a value cannot be kept; null where it can. Saying nothing is always possible.
     *
     * @param string $code attribute code
     * @param mixed $value
     * @return Phrase|null
     */
    public static function problemOf(string $code, mixed $value): ?Phrase
    {
        if (WholeNumber::isUnsaid($value)) {
            return null;
        }
        return match ($code) {
            Attributes::CASE_PACK => WholeNumber::isWithin($value, 1) ? null
                : __('Case Pack Quantity must be a whole number of eaches, 1 or more.'),
            Attributes::BUFFER => WholeNumber::isWithin($value, 0) ? null
                : __('Amazon Buffer must be a whole number of eaches, 0 or more.'),
            Attributes::POOL_SHARE => WholeNumber::isWithin($value, 0, 100) ? null
                : __('Amazon Pool Share must be a whole number of percent, 0 to 100.'),
            Attributes::AGREED_COST => self::isCost($value) ? null
                : __('Amazon Agreed Cost must be an amount above 0 with at most four decimals.'),
            Attributes::BARCODE => is_scalar($value) && Barcode::areRight((string) $value) ? null
                : __('Amazon Barcode must be a UPC, EAN or GTIN with a right check digit; several with commas.'),
            default => null,
        };
    }

    private static function isCost(mixed $value): bool
    {
        return is_scalar($value)
            && preg_match('/^\d{1,8}(\.\d{1,4}0*)?$/D', trim((string) $value)) === 1
            && (float) $value > 0;
    }
}
