<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * A place in the line of events, as readers carry it: digits, of which only `0` means anything to them.
 */
class Cursor
{
    /** PHP's integers end here; a cursor beyond is ahead of every event. */
    private const MOST_DIGITS = 18;

    /**
     * @param string $field
     * @param string $cursor
     * @return int
     * @throws Refusal
     */
    public static function read(string $field, string $cursor): int
    {
        if (preg_match('/^\d{1,20}$/D', $cursor) !== 1) {
            throw Refusal::invalid($field, 'it is no cursor');
        }
        $digits = ltrim($cursor, '0');

        return strlen($digits) > self::MOST_DIGITS ? PHP_INT_MAX : (int) $digits;
    }
}
