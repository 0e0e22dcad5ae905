<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Carrier;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Carrier\CarrierMap;

class CarrierMapTest extends TestCase
{
    public function testTheFirstRowThatFitsDecides(): void
    {
        $map = CarrierMap::of([
            ['carrier_code' => 'custom', 'title' => 'Old Dominion', 'scac' => 'odfl'],
            ['carrier_code' => '*', 'title' => 'UPS*Freight', 'scac' => 'UPGF'],
            ['carrier_code' => 'ups', 'title' => '', 'scac' => 'UPSN'],
        ]);
        self::assertSame('ODFL', $map->scacOf('custom', 'old dominion freight line, 2 pallets'));
        self::assertSame('UPGF', $map->scacOf('ups', 'UPS (TForce) freight'));
        self::assertSame('UPSN', $map->scacOf('UPS', 'United Parcel Service'));
        self::assertNull($map->scacOf('ups2', 'Ground'));
    }

    public function testACarrierThatNobodyMappedIsNotGuessed(): void
    {
        self::assertNull(CarrierMap::of([])->scacOf('custom', 'Cascade Regional'));
        self::assertNull(CarrierMap::of(null)->scacOf('ups', 'Ground'));
        self::assertNull(CarrierMap::of([['carrier_code' => 'ups', 'scac' => '']])->scacOf('ups', 'Ground'));
    }

    public function testATitleIsTakenByItsLettersNotAsAnExpression(): void
    {
        $map = CarrierMap::of([['carrier_code' => '', 'title' => 'J.B. Hunt (*)', 'scac' => 'HJBT']]);
        self::assertSame('HJBT', $map->scacOf('custom', 'J.B. Hunt (regional)'));
        self::assertNull($map->scacOf('custom', 'JxB. Hunt (regional)'));
    }
}
