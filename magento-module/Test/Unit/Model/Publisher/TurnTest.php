<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Publisher;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Kafka\Failure;
use VendorBridge\AmazonVendor\Model\Publisher\Turn;

class TurnTest extends TestCase
{
    /** Event, batch, key: in the order of sending. */
    private const EVENTS = [
        ['outbox_id' => '1', 'batch_id' => '7', 'message_key' => 'A'],
        ['outbox_id' => '2', 'batch_id' => '8', 'message_key' => 'B'],
        ['outbox_id' => '3', 'batch_id' => '7', 'message_key' => 'C'],
        ['outbox_id' => '4', 'batch_id' => '9', 'message_key' => 'A'],
        ['outbox_id' => '5', 'batch_id' => '9', 'message_key' => 'C'],
    ];

    public function testWhenKafkaHasEveryEventThereIsNothingToSettle(): void
    {
        $turn = self::heard([3 => null, 1 => null, 2 => null], [4 => null, 5 => null]);

        self::assertTrue($turn->isClean());
        self::assertSame(0, $turn->underWay());
        self::assertSame(5, $turn->delivered());
        self::assertSame([], $turn->unfinished(self::EVENTS));
    }

    public function testBehindAMissingOneOfItsKeyNothingCountsSoThatItComesAgainInOrder(): void
    {
        $timedOut = self::timedOut();
        $turn = self::heard([5 => null, 4 => null, 3 => null, 2 => null, 1 => $timedOut]);

        self::assertTrue($turn->isBroken());
        self::assertFalse($turn->isClean());
        self::assertSame(
            [
                7 => ['failure' => $timedOut, 'published' => [3]],
                9 => ['failure' => null, 'published' => [5]],
            ],
            $turn->unfinished(self::EVENTS)
        );
    }

    public function testAnEventOfWhichKafkaSaidNothingIsMissing(): void
    {
        $turn = self::heard([1 => null, 2 => null, 3 => null, 5 => null]);

        self::assertSame(1, $turn->underWay());
        self::assertFalse($turn->isClean());
        self::assertFalse($turn->isBroken());
        self::assertSame([9 => ['failure' => null, 'published' => [5]]], $turn->unfinished(self::EVENTS));
    }

    public function testAnEventThatKafkaNeverTakesHoldsUpNobody(): void
    {
        $turn = self::heard([
            1 => new Failure(10, 'Broker: Message size too large'), 2 => null, 3 => null, 4 => null, 5 => null,
        ]);

        self::assertFalse($turn->isBroken());
        self::assertSame([1], array_keys($turn->refused()));
        self::assertSame(4, $turn->delivered());
        self::assertSame([], $turn->unfinished(self::EVENTS));
    }

    public function testABatchKeepsTheFirstFailureOfItsEvents(): void
    {
        $first = self::timedOut();
        $turn = self::heard([1 => $first, 2 => null, 3 => new Failure(-195, 'Local: Broker transport failure')]);

        self::assertSame(['failure' => $first, 'published' => []], $turn->unfinished(self::EVENTS)[7]);
    }

    private static function timedOut(): Failure
    {
        return new Failure(-192, 'Local: Message timed out');
    }

    /**
     * @param array<int, Failure|null> ...$outcomes
     */
    private static function heard(array ...$outcomes): Turn
    {
        $turn = new Turn();
        $turn->sent(count(self::EVENTS));
        array_map($turn->heard(...), $outcomes);
        return $turn;
    }
}
