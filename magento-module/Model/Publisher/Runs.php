<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Publisher;

/**
 * Conditions that meet exactly these row ids. Where one follows the other, a range costs the database a quarter of a
 * list. Pure.
 *
 * A range has no room for a row that is not ours: ids between two neighbours do not exist. It ends one before the last,
 * which goes into a list, since InnoDB also locks the row behind a range and the gap before it: that could be a row that
 * an order is being written with, or the end of the table, where all are written.
 */
class Runs
{
    private const LONG = 50;
    private const LIST = 500;

    /**
     * @param int[] $ids ascending, each once
     * @return string[]
     */
    public static function of(array $ids): array
    {
        $conditions = $single = $run = [];
        foreach ([...$ids, null] as $id) {
            if ($run !== [] && $id !== $run[array_key_last($run)] + 1) {
                $last = array_pop($run);
                if (count($run) >= self::LONG) {
                    $conditions[] = "BETWEEN $run[0] AND " . end($run);
                    $run = [];
                }
                array_push($single, ...$run, ...[$last]);
                $run = [];
            }
            if ($id !== null) {
                $run[] = $id;
            }
        }
        foreach (array_chunk($single, self::LIST) as $some) {
            $conditions[] = 'IN (' . implode(',', $some) . ')';
        }
        return $conditions;
    }
}
