<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Product;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Product\WholeNumber;

class WholeNumberTest extends TestCase
{
    /**
     * @dataProvider numbers
     */
    public function testReadsWholeNumbersAndRoundsNothing(mixed $given, ?int $number): void
    {
        self::assertSame($number, WholeNumber::of($given));
    }

    public function numbers(): array
    {
        return [
            [12, 12], ['12', 12], [' 12 ', 12], ['012', 12], ['12.0000', 12], [12.0, 12], [0, 0], ['0', 0],
            [-3, null], ['-3', null], [1.5, null], ['1.5', null], ['twelve', null], ['', null], [null, null],
            ['1,000', null], ['1e3', null], ['0x10', null], ["12\n3", null], ['9999999999', null], [true, null],
            [[12], null], [INF, null], [NAN, null],
        ];
    }

    public function testKeepsToItsLimits(): void
    {
        self::assertTrue(WholeNumber::isWithin('1', 1));
        self::assertFalse(WholeNumber::isWithin('0', 1));
        self::assertTrue(WholeNumber::isWithin('100', 0, 100));
        self::assertFalse(WholeNumber::isWithin('101', 0, 100));
    }

    public function testToSayNothingIsNotZero(): void
    {
        foreach ([null, false, '', '  '] as $nothing) {
            self::assertTrue(WholeNumber::isUnsaid($nothing));
        }
        foreach ([0, '0', 'x'] as $something) {
            self::assertFalse(WholeNumber::isUnsaid($something));
        }
    }
}
