<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Publisher;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Kafka\Failure;
use VendorBridge\AmazonVendor\Model\Publisher\Turn;

class TurnTest extends TestCase
{
    public function testWhatKafkaHasIsMarkedOnce(): void
    {
        $turn = self::sent([1 => 'A', 2 => 'B', 3 => 'A']);
        $turn->heard([1 => null, 2 => null]);

        self::assertSame([1, 2], $turn->takeDone());
        self::assertSame([], $turn->takeDone());
        self::assertSame(1, $turn->underWay());
    }

    public function testBehindAMissingOneOfItsKeyNothingIsMarkedSoThatItComesAgainInOrder(): void
    {
        $turn = self::sent([1 => 'A', 2 => 'B', 3 => 'A', 4 => 'B']);
        $turn->heard([4 => null, 3 => null, 2 => null, 1 => self::timedOut()]);

        self::assertSame([2, 4], $turn->takeDone());
        self::assertSame([1], array_keys($turn->takeFailures()));
        self::assertTrue($turn->isBroken());
    }

    public function testAnEventThatKafkaNeverTakesHoldsUpNobody(): void
    {
        $turn = self::sent([1 => 'A', 2 => 'A']);
        $turn->heard([1 => new Failure(10, 'Broker: Message size too large'), 2 => null]);

        self::assertSame([2], $turn->takeDone());
        self::assertTrue($turn->takeFailures()[1]->isForEver());
        self::assertFalse($turn->isBroken());
    }

    public function testOnTheWayOnlyWhatLiesBeforeEveryOpenOneIsTakenSoThatRangesGrowLong(): void
    {
        $turn = self::sent([1 => 'A', 2 => 'B', 3 => 'C', 4 => 'D']);
        $turn->heard([4 => null, 2 => null, 1 => null]);

        self::assertSame([1, 2], $turn->takeDone(false));
        self::assertSame([], $turn->takeDone(false));
        $turn->heard([3 => null]);
        self::assertSame([3, 4], $turn->takeDone(false));
        self::assertSame(0, $turn->doneCount());
    }

    public function testAtTheEndWhatKafkaHasIsMarkedThoughAnOtherIsOpen(): void
    {
        $turn = self::sent([1 => 'A', 2 => 'B']);
        $turn->heard([2 => null]);

        self::assertSame([2], $turn->takeDone());
    }

    public function testAnOutcomeOfAnEarlierTurnIsNotOurs(): void
    {
        $turn = self::sent([5 => 'A']);
        $turn->heard([4 => null]);

        self::assertSame([], $turn->takeDone());
        self::assertSame(1, $turn->underWay());
    }

    private static function timedOut(): Failure
    {
        return new Failure(-192, 'Local: Message timed out');
    }

    /**
     * @param array<int, string> $keys
     */
    private static function sent(array $keys): Turn
    {
        $turn = new Turn();
        foreach ($keys as $id => $key) {
            $turn->sent($id, $key);
        }
        return $turn;
    }
}
