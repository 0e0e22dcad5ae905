<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\StockEvents;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Hold\Figures;
use VendorBridge\AmazonVendor\Model\StockEvents\Statement;

class StatementTest extends TestCase
{
    public function testSaysWhatThereIsAndWhere(): void
    {
        $sources = [['source_code' => 'east', 'quantity' => 30.0, 'in_stock' => true, 'in_pool' => true]];
        $statement = Statement::of('BOWL', 2, $sources, new Figures(18.0, 30.0, 12, 3), 6);

        self::assertSame([
            'sku' => 'BOWL',
            'stock_id' => 2,
            'sources' => $sources,
            'salable_quantity' => 18.0,
            'pool_quantity' => 30.0,
            'amazon_reserved' => 12,
            'buffer' => 3,
            'available_to_promise' => 15,
            'case_pack' => 6,
        ], $statement->data);
    }

    public function testACasePackThatNobodySaidIsAbsent(): void
    {
        $statement = Statement::of('BOWL', 1, [], new Figures(0.0, 0.0, 0, 0), null);

        self::assertArrayNotHasKey('case_pack', $statement->data);
    }

    public function testWhatWasToldAlreadyIsNoNews(): void
    {
        $same = Statement::of('Same', 1, [], new Figures(5.0, 5.0, 0, 0), null);
        $less = Statement::of('Less', 1, [], new Figures(4.0, 5.0, 0, 0), null);
        $new = Statement::of('New', 1, [], new Figures(5.0, 5.0, 0, 0), null);
        $told = [
            'same' => Statement::of('Same', 1, [], new Figures(5.0, 5.0, 0, 0), null)->hash(),
            'less' => Statement::of('Less', 1, [], new Figures(5.0, 5.0, 0, 0), null)->hash(),
        ];

        self::assertSame([$less, $new], Statement::news([$same, $less, $new], $told));
    }

    public function testAProductThatIsGoneIsToldOnceMoreAndThenNoMore(): void
    {
        $gone = Statement::ofNothing('GONE', 1);
        $before = Statement::of('GONE', 1, [], new Figures(5.0, 5.0, 0, 0), null);

        self::assertSame(0, $gone->data['available_to_promise']);
        self::assertFalse($gone->hasStock);
        self::assertSame([$gone], Statement::news([$gone], ['gone' => $before->hash()]));
        self::assertSame([], Statement::news([$gone], ['gone' => $gone->hash()]));
    }

    public function testASkuIsCountedOnceHoweverOftenAndInWhateverCase(): void
    {
        self::assertSame(['Bowl', '100', 'CUP'], Statement::coalesce(['Bowl', 'BOWL', '100', 'CUP', 'bowl', '', '100']));
    }
}
