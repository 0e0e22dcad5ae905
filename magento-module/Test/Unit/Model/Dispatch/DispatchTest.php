<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Dispatch;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Dispatch\Dispatch;

class DispatchTest extends TestCase
{
    private const UPS = ['carrier_code' => 'ups', 'title' => 'UPS', 'number' => '1Z1'];
    private const SAIA = ['carrier_code' => 'custom', 'title' => 'Saia LTL', 'number' => '613'];

    public function testWaitsForANumber(): void
    {
        $dispatch = self::shipment();

        self::assertFalse($dispatch->tracksAre([]));
        self::assertFalse($dispatch->tracksAre([['number' => ' '] + self::UPS]));
        self::assertSame(0, $dispatch->getRevision());
        self::assertTrue($dispatch->tracksAre([self::UPS]));
        self::assertSame(1, $dispatch->getRevision());
    }

    public function testEachChangeOfItsTracksIsARevisionAndNothingElseIs(): void
    {
        $dispatch = self::shipment();
        $told = [];
        foreach ([[self::UPS], [self::UPS], [self::UPS, self::SAIA], [self::SAIA], [], []] as $tracks) {
            $told[] = $dispatch->tracksAre($tracks) ? $dispatch->getRevision() : null;
        }
        self::assertSame([1, null, 2, 3, 4, null], $told);
    }

    public function testSaysOrderAndShipmentInItsEventAndNotInTheAnswer(): void
    {
        $dispatch = self::shipment();
        $dispatch->tracksAre([self::UPS]);
        $answer = [
            'dispatch_id' => 'shipment-12',
            'purchase_order_number' => '4D8ZT606',
            'source_code' => 'east',
            'dispatched_at' => '2026-08-03T23:02:00.000Z',
            'revision' => 1,
            'lines' => [['line_id' => '4D8ZT606-1', 'sku' => 'WOK', 'quantity' => 6]],
            'tracks' => [self::UPS],
        ];
        self::assertSame($answer, $dispatch->toArray());
        self::assertSame(
            $answer + ['order_increment_id' => '000000007', 'shipment_increment_id' => '000000003'],
            $dispatch->toEvent()
        );
    }

    public function testWithoutAnOrderItHasItsOwnName(): void
    {
        $dispatch = new Dispatch(5, 1, '4D8ZT607', null, null, null, 'west', '2026-08-03T23:02:00.000Z', []);

        self::assertSame('dispatch-5', $dispatch->getName());
        self::assertArrayNotHasKey('order_increment_id', $dispatch->toEvent());
    }

    private static function shipment(): Dispatch
    {
        return new Dispatch(
            1,
            1,
            '4D8ZT606',
            '000000007',
            12,
            '000000003',
            'east',
            '2026-08-03T23:02:00.000Z',
            [['line_id' => '4D8ZT606-1', 'sku' => 'WOK', 'quantity' => 6]]
        );
    }
}
