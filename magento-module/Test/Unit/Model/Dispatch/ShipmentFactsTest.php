<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Dispatch;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Dispatch\ShipmentFacts;

class ShipmentFactsTest extends TestCase
{
    public function testItemsOfThePurchaseOrderAreItsLinesOthersAreNot(): void
    {
        $items = [
            ['order_item_id' => 10, 'quantity' => 6.0],
            ['order_item_id' => 11, 'quantity' => 0.0],
            ['order_item_id' => 12, 'quantity' => 3.0],
            ['order_item_id' => 99, 'quantity' => 1.0],
            ['order_item_id' => 10, 'quantity' => 2.0],
        ];
        self::assertSame(
            [
                ['line_id' => 'L1', 'sku' => 'WOK', 'quantity' => 8],
                ['line_id' => 'L3', 'sku' => 'LADLE', 'quantity' => 3],
            ],
            ShipmentFacts::lines(
                $items,
                [10 => 'L1', 11 => 'L2', 12 => 'L3'],
                ['L1' => 'WOK', 'L2' => 'LID', 'L3' => 'LADLE']
            )
        );
    }

    public function testATrackFitsTheContract(): void
    {
        self::assertSame(
            ['carrier_code' => 'custom', 'title' => '', 'number' => '613'],
            ShipmentFacts::track(null, null, ' 613 ')
        );
        self::assertSame(32, mb_strlen(ShipmentFacts::track(str_repeat('x', 40), '', '')['carrier_code']));
    }

    /**
     * @dataProvider packages
     */
    public function testParcelsAreWeighedWhereEverybodyAgreesOnTheUnit(array $packages, array $expected): void
    {
        self::assertSame($expected, ShipmentFacts::parcels($packages));
    }

    public static function packages(): array
    {
        $of = static fn (string $weight, ?string $unit): array => [
            'params' => ['weight' => $weight] + ($unit === null ? [] : ['weight_units' => $unit]),
        ];
        return [
            'none' => [[], [null, null]],
            'two in pounds' => [
                [1 => $of('10.5', 'POUND'), 2 => $of('8', 'POUND')],
                [['value' => '18.5', 'unit' => 'lb'], 2],
            ],
            'tens keep their noughts' => [[$of('100', 'KILOGRAM')], [['value' => '100', 'unit' => 'kg'], 1]],
            'mixed units' => [[$of('1', 'POUND'), $of('1', 'KILOGRAM')], [null, 2]],
            'unknown unit' => [[$of('1', 'STONE')], [null, 1]],
            'no weight' => [[$of('', 'POUND')], [null, 1]],
        ];
    }
}
