<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Publisher;

use Magento\Framework\App\ResourceConnection;
use Throwable;
use VendorBridge\AmazonVendor\Model\Kafka\KafkaUnavailable;
use VendorBridge\AmazonVendor\Model\Kafka\ProducerInterface;
use VendorBridge\AmazonVendor\Model\Kafka\Producers;
use VendorBridge\AmazonVendor\Model\Kafka\SettingsInterface;
use VendorBridge\AmazonVendor\Model\Outbox\Envelope;
use VendorBridge\AmazonVendor\Model\Outbox\Marks;

/**
 * Brings the outbox into Kafka. Any number of publishers may run:
 *
 *     claim      lock lanes that are free, SELECT … FOR UPDATE SKIP LOCKED; a key is always in the same lane
 *     send       rows of the lanes, in the order of writing
 *     confirm    wait for Kafka's word on each; mark the rows that it has, many in a statement
 *     commit     gives the lanes back
 *
 * A publisher that dies loses its connection and with it the lanes; what it had sent and not marked is sent again by the
 * next one: at least once, never lost, in order.
 */
class PublishOutbox
{
    /** Ids that are looked through at once, waiting ones or not. */
    private const WINDOW = 4000;
    /** A turn ends after so much: others wait for the lanes, and librdkafka keeps in memory what is under way. */
    private const ROWS_PER_TURN = 10_000;
    private const BYTES_PER_TURN = 33_554_432;
    private const MARK_FROM = 1000;
    /** Beyond librdkafka's own timeout of a message, so that every message has its outcome. */
    private const PATIENCE_MS = 45_000;

    private ?ProducerInterface $producer = null;
    private bool $isShared = false;

    /**
     * @param ResourceConnection $resource
     * @param Rows $rows
     * @param Marks $marks
     * @param Producers $producers
     * @param SettingsInterface $settings
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Rows $rows,
        private readonly Marks $marks,
        private readonly Producers $producers,
        private readonly SettingsInterface $settings
    ) {
    }

    /**
     * Publishes until nothing waits that is not another publisher's
     *
     * @param callable(): bool|null $mayGoOn asked between turns
     * @return int how many
     * @throws KafkaUnavailable
     */
    public function execute(?callable $mayGoOn = null): int
    {
        $this->marks->prepare(...array_map(Marks::ofLane(...), range(0, Envelope::LANES - 1)));
        $total = 0;
        do {
            $published = $this->turn();
            $total += (int) $published;
        } while ($published !== null && ($mayGoOn === null || $mayGoOn()));

        return $total;
    }

    /**
     * Hangs up
     *
     * @return void
     */
    public function close(): void
    {
        $this->producer?->close();
        $this->producer = null;
    }

    /**
     * @return int|null rows published; null where nothing could be claimed
     * @throws KafkaUnavailable
     */
    private function turn(): ?int
    {
        $waiting = array_keys($this->rows->firsts());
        if ($waiting === []) {
            return null;
        }
        $this->producer ??= $this->producers->open();
        $connection = $this->resource->getConnection();
        $connection->beginTransaction();
        try {
            $lanes = $this->claim($waiting);
            $turn = new Turn();
            $published = $lanes === [] ? 0 : $this->send($lanes, $turn) + $this->confirm($turn);
            $connection->commit();
        } catch (Throwable $failure) {
            $connection->rollBack();
            $this->close();
            throw $failure;
        }
        if ($turn->isBroken() || $turn->underWay() > 0) {
            $complaint = $this->producer->complaint();
            $this->close();
            throw new KafkaUnavailable($complaint ?? (string) __('Kafka did not take every event.'));
        }
        return $lanes === [] ? null : $published;
    }

    /**
     * All that is free; but half of what waits while another publisher is at it, so that each finds a half
     *
     * @param int[] $waiting
     * @return int[]
     */
    private function claim(array $waiting): array
    {
        $parts = [$waiting];
        if ($this->isShared) {
            shuffle($waiting);
            $parts = array_chunk($waiting, max(1, intdiv(count($waiting) + 1, 2)));
        }
        foreach ($parts as $some) {
            $byName = array_combine(array_map(Marks::ofLane(...), $some), $some);
            $ours = $this->marks->tryLock(array_keys($byName));
            $this->isShared = count($ours) < count($some);
            if ($ours !== []) {
                return array_map(static fn (string $name): int => $byName[$name], $ours);
            }
        }
        return [];
    }

    /**
     * @param int[] $lanes
     * @param Turn $turn
     * @return int rows marked on the way
     */
    private function send(array $lanes, Turn $turn): int
    {
        $prefix = $this->settings->topicPrefix();
        $rows = $bytes = $marked = $last = 0;
        while (($firsts = $this->rows->firsts($lanes, $last)) !== []) {
            $from = min($firsts);
            $last = $from + self::WINDOW - 1;
            foreach ($this->rows->read($lanes, $from, $last) as [$id, $topic, $key, $payload]) {
                $turn->sent((int) $id, "$topic $key");
                $this->producer->produce((int) $id, $prefix . $topic, $key, $payload);
                $rows++;
                $bytes += strlen($payload);
                if ($bytes >= self::BYTES_PER_TURN) {
                    break;
                }
            }
            $marked += $this->listen($turn, 0);
            if ($rows >= self::ROWS_PER_TURN || $bytes >= self::BYTES_PER_TURN || $turn->isBroken()) {
                break;
            }
        }
        return $marked;
    }

    private function confirm(Turn $turn): int
    {
        $marked = 0;
        $until = hrtime(true) + self::PATIENCE_MS * 1_000_000;
        while ($turn->underWay() > 0 && hrtime(true) < $until) {
            $marked += $this->listen($turn, 100);
        }
        return $marked + $this->mark($turn->takeDone());
    }

    /**
     * Takes what Kafka said and marks it, once there is enough for a statement
     *
     * @param Turn $turn
     * @param int $waitMs
     * @return int
     */
    private function listen(Turn $turn, int $waitMs): int
    {
        $turn->heard($this->producer->outcomes($waitMs));
        foreach ($turn->takeFailures() as $id => $failure) {
            $this->rows->failed($id, $failure);
        }
        return $turn->doneCount() < self::MARK_FROM ? 0 : $this->mark($turn->takeDone(false));
    }

    /**
     * @param int[] $ids
     * @return int
     */
    private function mark(array $ids): int
    {
        $this->rows->published($ids);
        return count($ids);
    }
}
