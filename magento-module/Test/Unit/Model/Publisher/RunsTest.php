<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Publisher;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Publisher\Runs;

class RunsTest extends TestCase
{
    public function testNeighboursAreARangeThatEndsBeforeTheLastSoThatNothingBehindItIsLocked(): void
    {
        self::assertSame(['BETWEEN 1 AND 99', 'IN (100)'], Runs::of(range(1, 100)));
    }

    public function testFewNeighboursAndLonelyOnesAreListed(): void
    {
        self::assertSame(['IN (1,2,3,7,9)'], Runs::of([1, 2, 3, 7, 9]));
    }

    public function testAHoleIsNeverInARange(): void
    {
        $ids = [...range(10, 80), ...range(82, 200), 300];
        self::assertSame(['BETWEEN 10 AND 79', 'BETWEEN 82 AND 199', 'IN (80,200,300)'], Runs::of($ids));
    }

    public function testNothingIsNoCondition(): void
    {
        self::assertSame([], Runs::of([]));
    }

    public function testAnyIdsAreMetEachOnceAndNoOther(): void
    {
        for ($trial = 0; $trial < 50; $trial++) {
            $ids = array_values(array_filter(
                range(1, 3000),
                static fn (int $id): bool => crc32("$trial $id") % 100 < 98
            ));
            $met = [];
            foreach (Runs::of($ids) as $condition) {
                preg_match('/^BETWEEN (\d+) AND (\d+)$|^IN \((.*)\)$/D', $condition, $parts);
                array_push($met, ...isset($parts[3])
                    ? array_map('intval', explode(',', $parts[3]))
                    : range((int) $parts[1], (int) $parts[2]));
            }
            sort($met);
            self::assertSame($ids, $met);
        }
    }
}
