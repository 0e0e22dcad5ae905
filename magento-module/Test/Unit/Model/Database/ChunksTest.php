<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Database;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Database\Chunks;

class ChunksTest extends TestCase
{
    public function testRowsAreLockedInOneOrderHoweverTheyAreNamed(): void
    {
        $skus = ['b', 'A', 'C_1', 'C1', '10', '9'];
        self::assertSame([['10', '9', 'A', 'b', 'C1', 'C_1']], Chunks::of($skus));
        self::assertSame(Chunks::of($skus), Chunks::of(array_reverse($skus)));
    }

    public function testNoQuestionIsSoLongThatTheDatabaseReadsTheWholeTable(): void
    {
        $chunks = Chunks::of(array_map('strval', range(1, 1000)));
        self::assertCount(2, $chunks);
        self::assertSame(1000, count(array_merge(...$chunks)));
        self::assertSame([], Chunks::of([]));
    }
}
