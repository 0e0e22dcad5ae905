<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Outbox;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Outbox\Envelope;
use VendorBridge\AmazonVendor\Model\Outbox\OutboxInterface;

class EnvelopeTest extends TestCase
{
    public function testIsTheTextOfTheContract(): void
    {
        self::assertSame(
            '{"event_id":"5a4d0000-0000-4000-8000-000000000001","event":"stock-changed","version":1,'
            . '"occurred_at":"2026-08-03T23:02:00.000Z","sequence":7,"key":"TÖPFE/1",'
            . '"data":{"sku":"TÖPFE/1","sources":[],"salable_quantity":2.5}}',
            Envelope::text(
                OutboxInterface::STOCK_TOPIC,
                'TÖPFE/1',
                7,
                '5a4d0000-0000-4000-8000-000000000001',
                '2026-08-03T23:02:00.000Z',
                ['sku' => 'TÖPFE/1', 'sources' => [], 'salable_quantity' => 2.5]
            )
        );
    }

    public function testAKeyIsAlwaysInTheSameLane(): void
    {
        self::assertSame(Envelope::laneOf('4D8ZT606'), Envelope::laneOf('4D8ZT606'));
        $lanes = array_unique(array_map(static fn (int $n): int => Envelope::laneOf("SKU-$n"), range(1, 500)));
        self::assertCount(Envelope::LANES, $lanes);
        self::assertSame([], array_diff($lanes, range(0, Envelope::LANES - 1)));
    }
}
