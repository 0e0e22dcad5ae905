<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Catalogue;

/**
 * Barcodes as shops keep them. UPC-12, EAN-13 and GTIN-14 of one item are the same fourteen digits.
 */
class Gtin
{
    private const LENGTHS = [8, 11, 12, 13, 14];

    /**
     * Every spelling of the code; the code alone where it is no GTIN
     *
     * @param string $code
     * @return string[]
     */
    public static function spellingsOf(string $code): array
    {
        if (!in_array(strlen($code), self::LENGTHS, true) || !ctype_digit($code)) {
            return [$code];
        }
        $padded = str_pad($code, 14, '0', STR_PAD_LEFT);
        $spellings = [];
        foreach (self::LENGTHS as $length) {
            if (substr($padded, 0, 14 - $length) === str_repeat('0', 14 - $length)) {
                $spellings[] = substr($padded, 14 - $length);
            }
        }
        return $spellings;
    }

    /**
     * Codes in one attribute value, which may list several
     *
     * @param string $value
     * @return string[]
     */
    public static function listIn(string $value): array
    {
        return preg_split('/[\s,;|]+/', $value, -1, PREG_SPLIT_NO_EMPTY) ?: [];
    }
}
