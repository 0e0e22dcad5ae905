<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Publisher;

use VendorBridge\AmazonVendor\Model\Kafka\Failure;

/**
 * What Kafka said of the events that one turn has sent, and which batches may be marked for it. Pure: no database, no
 * Kafka.
 *
 * An event counts as published when Kafka has it and nothing before it of the same key is missing: a reader may meet an
 * event twice, but the last word of a key in Kafka is the last word in the outbox.
 */
class Turn
{
    /** @var array<int, Failure|null> by event; null is in Kafka */
    private array $outcomes = [];

    /** @var array<int, Failure> */
    private array $failures = [];

    private int $sent = 0;

    /**
     * @param int $events so many more
     * @return void
     */
    public function sent(int $events): void
    {
        $this->sent += $events;
    }

    /**
     * @param array<int, Failure|null> $outcomes
     * @return void
     */
    public function heard(array $outcomes): void
    {
        $this->outcomes += $outcomes;
        $this->failures += array_filter($outcomes);
    }

    /**
     * @return int events without an outcome
     */
    public function underWay(): int
    {
        return $this->sent - count($this->outcomes);
    }

    /**
     * @return int events that Kafka has
     */
    public function delivered(): int
    {
        return count($this->outcomes) - count($this->failures);
    }

    /**
     * @return bool whether Kafka has every event, so that nothing is to be settled one by one
     */
    public function isClean(): bool
    {
        return $this->failures === [] && $this->underWay() === 0;
    }

    /**
     * @return bool whether the world failed, so that sending on would only bring the order about
     */
    public function isBroken(): bool
    {
        foreach ($this->failures as $failure) {
            if (!$failure->isForEver()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Events that Kafka will never take
     *
     * @return array<int, Failure>
     */
    public function refused(): array
    {
        return array_filter($this->failures, static fn (Failure $failure): bool => $failure->isForEver());
    }

    /**
     * Batches that must be sent again, and which of their events need not
     *
     * @param iterable<array{outbox_id: int|string, batch_id: int|string, message_key: string}> $events in the order of
     *     sending
     * @return array<int, array{failure: Failure|null, published: int[]}> by batch
     */
    public function unfinished(iterable $events): array
    {
        $published = $unfinished = $missing = [];
        foreach ($events as ['outbox_id' => $id, 'batch_id' => $batch, 'message_key' => $key]) {
            $failure = $this->failures[$id] ?? null;
            if ($failure?->isForEver()) {
                continue;
            }
            $isInKafka = $failure === null && array_key_exists($id, $this->outcomes);
            if ($isInKafka && !isset($missing[$key])) {
                $published[$batch][] = (int) $id;
                continue;
            }
            $missing[$key] = true;
            $unfinished[$batch] = ['failure' => $unfinished[$batch]['failure'] ?? $failure];
        }
        foreach ($unfinished as $batch => $found) {
            $unfinished[$batch] = $found + ['published' => $published[$batch] ?? []];
        }
        return $unfinished;
    }
}
