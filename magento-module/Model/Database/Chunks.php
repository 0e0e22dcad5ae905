<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Database;

/**
 * Cuts long lists of an IN (…) into questions that the database answers from an index. From a thousand values on,
 * MariaDB makes a table of them and reads every row of ours beside it (in_predicate_conversion_threshold), which for a
 * FOR UPDATE means that it locks every row.
 */
class Chunks
{
    private const SIZE = 500;

    /**
     * In an order that is the same for everybody, and that of the tables' collation for all usual SKUs
     *
     * @param string[] $values
     * @return array<int, string[]>
     */
    public static function of(array $values): array
    {
        $byKey = [];
        foreach ($values as $value) {
            $byKey[mb_strtoupper((string) $value) . "\0" . $value] = (string) $value;
        }
        ksort($byKey, SORT_STRING);

        return array_chunk(array_values($byKey), self::SIZE);
    }
}
