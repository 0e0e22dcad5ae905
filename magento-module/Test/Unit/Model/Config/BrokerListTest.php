<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Config;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Config\BrokerList;

class BrokerListTest extends TestCase
{
    public function testReadsAddressesAsPeopleSeparateThem(): void
    {
        self::assertSame(
            ['kafka-1:9092', 'kafka-2:9092', '[::1]:9092'],
            BrokerList::in(" kafka-1:9092, kafka-2:9092;\n[::1]:9092 ")
        );
        self::assertSame([], BrokerList::in(' '));
    }

    public function testFindsTheFirstThatIsNoAddress(): void
    {
        self::assertNull(BrokerList::firstWrongIn('kafka-1:9092,10.0.0.7:9093'));
        foreach (['kafka-2', 'kafka:0', 'kafka:65536', 'https://kafka:9092', 'kafka:90 92', ':9092'] as $wrong) {
            self::assertNotNull(BrokerList::firstWrongIn("kafka-1:9092,$wrong"), $wrong);
        }
        self::assertSame('kafka-2', BrokerList::firstWrongIn('kafka-1:9092,kafka-2'));
    }
}
