<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Hold;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Hold\Allotment;
use VendorBridge\AmazonVendor\Model\Hold\Figures;

class AllotmentTest extends TestCase
{
    /**
     * Columns: wanted, had already, case pack, mode => granted, reason
     *
     * @return array<string, array{0: Figures, 1: array<int, array>}>
     */
    public static function stories(): array
    {
        $partial = Allotment::PARTIAL;
        $line = Allotment::WHOLE_LINE;
        return [
            'stock is promised first line first, and cases stay whole' => [self::stock(100), [
                [60, 0, 1, $partial, 60, null],
                [60, 0, 12, $partial, 36, 'insufficient_stock'],
                [10, 0, 1, $partial, 4, 'insufficient_stock'],
                [1, 0, 1, $partial, 0, 'insufficient_stock'],
            ]],
            'a part case is asked for: the whole ones are held' => [self::stock(100), [
                [30, 0, 12, $partial, 24, 'case_pack'],
            ]],
            'a whole line or nothing: what a short line leaves, the next line has' => [self::stock(10), [
                [11, 0, 1, $line, 0, 'insufficient_stock'],
                [10, 0, 1, $line, 10, null],
            ]],
            'the sources open to Amazon are the limit' => [self::stock(60, 10), [
                [15, 0, 1, $partial, 10, 'pool_limit'],
            ]],
            'the buffer is the limit' => [self::stock(20, 20, 8), [
                [15, 0, 1, $partial, 12, 'buffer_kept'],
            ]],
            'there is too little, buffer or not' => [self::stock(20, 20, 8), [
                [25, 0, 1, $partial, 12, 'insufficient_stock'],
            ]],
            'goods were lost after they were promised: nothing, and never less than nothing' => [self::stock(-7), [
                [5, 0, 1, $partial, 0, 'insufficient_stock'],
            ]],
            'a line that rises: its total stays in whole cases' => [self::stock(6), [
                [18, 30, 6, $partial, 6, 'insufficient_stock'],
            ]],
            'a line that had a part case rises to whole ones' => [self::stock(10), [
                [8, 16, 12, $partial, 8, null],
            ]],
            'a line that had a part case and cannot rise to a whole one stays' => [self::stock(3), [
                [8, 16, 12, $partial, 0, 'insufficient_stock'],
            ]],
            'parts of an each are nobody\'s' => [self::stock(4.9), [
                [5, 0, 1, $partial, 4, 'insufficient_stock'],
            ]],
            'a sum of decimals that is whole counts as whole' => [self::stock(0.1 * 3 * 10), [
                [3, 0, 1, $partial, 3, null],
            ]],
        ];
    }

    /**
     * @dataProvider stories
     */
    public function testWhatLinesGet(Figures $stock, array $lines): void
    {
        $allotment = new Allotment(['KETTLE' => $stock]);
        foreach ($lines as $index => [$wanted, $already, $casePack, $mode, $granted, $reason]) {
            $allotted = $allotment->allot('KETTLE', $wanted, $already, $casePack, $mode);
            self::assertSame([$granted, $reason], [$allotted->granted, $allotted->reason], "line $index");
        }
    }

    public function testALineSeesWhatTheLinesBeforeItTookAndGaveBack(): void
    {
        $allotment = new Allotment(['KETTLE' => self::stock(100)]);
        $allotment->allot('KETTLE', 96, 0, 12, Allotment::PARTIAL);
        $allotment->giveBack('KETTLE', 6);
        $seen = $allotment->allot('KETTLE', 10, 0, 1, Allotment::PARTIAL)->seen->toArray();

        self::assertSame(10.0, $seen['salable_quantity']);
        self::assertSame(90, $seen['amazon_reserved']);
        self::assertSame(10, $seen['available_to_promise']);
    }

    public function testWhatIsGivenBackOfAProductThatIsGoneDisturbsNobody(): void
    {
        $allotment = new Allotment(['KETTLE' => self::stock(1)]);
        $allotment->giveBack('GONE', 6);
        self::assertSame(1, $allotment->allot('KETTLE', 1, 0, 1, Allotment::PARTIAL)->granted);
    }

    public function testASkuOfDigitsIsASku(): void
    {
        $allotment = new Allotment(['4711' => self::stock(5)]);
        self::assertSame(5, $allotment->allot('4711', 5, 0, 1, Allotment::PARTIAL)->granted);
    }

    private static function stock(float $salable, ?float $pool = null, int $buffer = 0): Figures
    {
        return new Figures($salable, $pool ?? max(0.0, $salable), 0, $buffer);
    }
}
