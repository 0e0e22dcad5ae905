<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Publisher;

use VendorBridge\AmazonVendor\Model\Kafka\Failure;

/**
 * What one turn has sent, and which of it may be marked. Pure: no database, no Kafka.
 *
 * A row is marked when Kafka has it and nothing before it of the same key is missing: a reader may meet an event twice,
 * but the last word of a key in Kafka is the last word in the outbox.
 */
class Turn
{
    /** @var array<int, string> keys of rows without an outcome, in the order of sending */
    private array $sent = [];

    /** @var array<string, bool> keys of which one is missing */
    private array $broken = [];

    /** @var array<int, Failure> */
    private array $failures = [];

    /** @var int[] */
    private array $done = [];

    /**
     * @param int $id
     * @param string $topicAndKey
     * @return void
     */
    public function sent(int $id, string $topicAndKey): void
    {
        $this->sent[$id] = $topicAndKey;
    }

    /**
     * @param array<int, Failure|null> $outcomes
     * @return void
     */
    public function heard(array $outcomes): void
    {
        // In the order of sending: of a key, an earlier failure must be known before a later success.
        ksort($outcomes, SORT_NUMERIC);
        foreach ($outcomes as $id => $failure) {
            $key = $this->sent[$id] ?? null;
            if ($key === null) {
                continue;
            }
            unset($this->sent[$id]);
            if ($failure === null) {
                if (!isset($this->broken[$key])) {
                    $this->done[] = $id;
                }
                continue;
            }
            $this->failures[$id] = $failure;
            if (!$failure->isForEver()) {
                $this->broken[$key] = true;
            }
        }
    }

    /**
     * Rows to be marked, ascending, each once
     *
     * @param bool $isEnd else those behind a row without an outcome are kept back: they become neighbours of it
     * @return int[]
     */
    public function takeDone(bool $isEnd = true): array
    {
        $done = $this->done;
        sort($done);
        $this->done = [];
        $open = array_key_first($this->sent);
        if (!$isEnd && $open !== null) {
            $before = array_filter($done, static fn (int $id): bool => $id < $open);
            $this->done = array_slice($done, count($before));
            $done = $before;
        }
        return $done;
    }

    /**
     * @return int rows that takeDone() would answer at the end
     */
    public function doneCount(): int
    {
        return count($this->done);
    }

    /**
     * Rows that Kafka did not take, each once
     *
     * @return array<int, Failure>
     */
    public function takeFailures(): array
    {
        $failures = $this->failures;
        $this->failures = [];

        return $failures;
    }

    /**
     * @return int rows without an outcome
     */
    public function underWay(): int
    {
        return count($this->sent);
    }

    /**
     * @return bool whether the world failed, so that sending on would only bring the order about
     */
    public function isBroken(): bool
    {
        return $this->broken !== [];
    }
}
