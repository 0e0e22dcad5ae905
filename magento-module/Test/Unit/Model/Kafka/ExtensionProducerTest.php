<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Kafka;

use PHPUnit\Framework\TestCase;
use RdKafka\Producer;
use VendorBridge\AmazonVendor\Model\Kafka\ExtensionProducer;
use VendorBridge\AmazonVendor\Model\Kafka\KafkaUnavailable;

class ExtensionProducerTest extends TestCase
{
    protected function setUp(): void
    {
        if (extension_loaded('rdkafka')) {
            self::markTestSkipped('With the extension loaded, the live suite tests the real thing.');
        }
        require_once __DIR__ . '/FakeRdKafka.php';
    }

    public function testSaysOfEachMessageWhatBecameOfIt(): void
    {
        $producer = new ExtensionProducer(['acks' => 'all']);
        $producer->produce(7, 'stock', 'BOWL', 'one');
        $producer->produce(8, 'stock', 'BOWL', 'lost');
        self::assertSame(2, $producer->underWay());

        $outcomes = $producer->outcomes(100);
        self::assertNull($outcomes[7]);
        self::assertSame(-192, $outcomes[8]->code);
        self::assertFalse($outcomes[8]->isForEver());
        self::assertSame(0, $producer->underWay());
        self::assertSame(['stock BOWL one', 'stock BOWL lost'], Producer::$last->log);
    }

    public function testWaitsForRoomInAFullQueueAndLosesNothing(): void
    {
        $producer = new ExtensionProducer([]);
        foreach (range(1, 7) as $id) {
            $producer->produce($id, 'stock', 'BOWL', "event $id");
        }
        $outcomes = [];
        while ($producer->underWay() > 0) {
            $outcomes += $producer->outcomes(100);
        }
        self::assertSame(array_fill_keys(range(1, 7), null), $outcomes);
    }

    public function testAMessageThatKafkaNeverTakesIsSaidAtOnce(): void
    {
        $producer = new ExtensionProducer([]);
        $producer->produce(1, 'stock', 'BOWL', 'too large');

        self::assertTrue($producer->outcomes(0)[1]->isForEver());
    }

    public function testARefusedSettingIsNamed(): void
    {
        $this->expectException(KafkaUnavailable::class);
        $this->expectExceptionMessage('misspelt');
        new ExtensionProducer(['misspelt' => '1']);
    }
}
