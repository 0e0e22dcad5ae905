<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Ledger;

use LogicException;
use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\Movement;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;

class LineTest extends TestCase
{
    public function testWhatIsOpenIsReservedLessShippedLessReleased(): void
    {
        $line = self::line();
        Movement::reserve($line, 30)->apply();
        Movement::ship($line, 12)->apply();
        Movement::release($line, 5)->apply();

        self::assertSame([30, 12, 5, 13], [
            $line->getReserved(),
            $line->getShipped(),
            $line->getReleased(),
            $line->getOpen(),
        ]);
    }

    public function testNoMoreLeavesThanIsOpen(): void
    {
        $line = self::line();
        $line->reserve(3);
        $this->expectException(LogicException::class);
        $line->ship(4);
    }

    public function testNoMoreIsGivenBackThanIsOpen(): void
    {
        $line = self::line();
        $line->reserve(3);
        $this->expectException(LogicException::class);
        $line->release(4);
    }

    public function testNothingCannotBeMoved(): void
    {
        $this->expectException(LogicException::class);
        self::line()->reserve(0);
    }

    public function testAHoldTakesFromTheStockAndAllElseGivesBack(): void
    {
        $line = self::line();
        self::assertSame(-4, Movement::reserve($line, 4)->onReservation());
        self::assertSame(4, Movement::release($line, 4)->onReservation());
        self::assertSame(4, Movement::ship($line, 4)->onReservation());
    }

    public function testAPurchaseOrderIsClosedOnceNothingIsOpenWhoeverHeldIt(): void
    {
        $line = self::line();
        $purchaseOrder = new PurchaseOrder(1, '4D8ZT601', 2, null, null, '', '', [$line]);
        self::assertSame('closed', $purchaseOrder->getStatus());
        $line->reserve(2);
        self::assertSame('open', $purchaseOrder->getStatus());
        $purchaseOrder->becomeOrder(7, '000000007');
        self::assertSame('ordered', $purchaseOrder->getStatus());
        $line->ship(2);
        self::assertSame('closed', $purchaseOrder->getStatus());
    }

    private static function line(): Line
    {
        return new Line(null, '4D8ZT601-1', 1, '1', 'KETTLE', 3, 1, 30);
    }
}
