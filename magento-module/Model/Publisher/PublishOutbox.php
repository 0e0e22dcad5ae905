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
 *     send       the oldest batches of the lanes, their events in the order of writing
 *     confirm    wait for Kafka's word on each event; mark the batches that it has
 *     commit     gives the lanes back
 *
 * A publisher that dies loses its connection and with it the lanes; what it had sent and not marked is sent again by the
 * next one: at least once, never lost, in order.
 */
class PublishOutbox
{
    /** A turn ends after so many, mostly within a fifth of a second: others wait for the lanes. */
    private const EVENTS_PER_TURN = 20_000;
    /** So many are sent before Kafka is listened to. */
    private const LISTEN_EVERY = 1000;
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
        $waiting = $this->rows->lanes();
        if ($waiting === []) {
            return null;
        }
        $this->producer ??= $this->producers->open();
        $connection = $this->resource->getConnection();
        $connection->beginTransaction();
        try {
            $lanes = $this->claim($waiting);
            $turn = new Turn();
            if ($lanes !== []) {
                $this->send($lanes, $turn);
            }
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
        return $lanes === [] ? null : $turn->delivered();
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
     * @return void
     */
    private function send(array $lanes, Turn $turn): void
    {
        $prefix = $this->settings->topicPrefix();
        $batches = $this->rows->batches($lanes, self::EVENTS_PER_TURN);
        $topics = [];
        $unheard = 0;
        foreach ($this->rows->read($batches) as [$id, $topic, $key, $payload]) {
            $this->producer->produce((int) $id, $topics[$topic] ??= $prefix . $topic, $key, $payload);
            if (++$unheard === self::LISTEN_EVERY) {
                $turn->sent($unheard);
                $turn->heard($this->producer->outcomes(0));
                $unheard = 0;
            }
        }
        $turn->sent($unheard);
        $until = hrtime(true) + self::PATIENCE_MS * 1_000_000;
        while ($turn->underWay() > 0 && hrtime(true) < $until) {
            $turn->heard($this->producer->outcomes(100));
        }
        $this->mark($batches, $turn);
    }

    /**
     * @param int[] $batches
     * @param Turn $turn
     * @return void
     */
    private function mark(array $batches, Turn $turn): void
    {
        $unfinished = $turn->isClean() ? [] : $turn->unfinished($this->rows->headers($batches));
        foreach ($turn->refused() as $id => $failure) {
            $this->rows->refused($id, $failure);
        }
        foreach ($unfinished as $batch => ['failure' => $failure, 'published' => $ids]) {
            if ($ids !== []) {
                $this->rows->publishedOf($batch, $ids);
            }
            if ($failure !== null) {
                $this->rows->failed($batch, $failure);
            }
        }
        $this->rows->published(array_diff($batches, array_keys($unfinished)));
    }
}
