<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

/**
 * Sends messages to Kafka and says what became of each. Idempotent, acknowledged by all in-sync replicas, in order per
 * key; a message counts only when its outcome says so.
 */
interface ProducerInterface
{
    /**
     * Puts a message in the queue; it is sent in the background
     *
     * @param int $id the caller's own; comes back with the outcome
     * @param string $topic
     * @param string $key
     * @param string $value
     * @return void
     */
    public function produce(int $id, string $topic, string $key, string $value): void;

    /**
     * What became of messages since the last call. Waits for the first one; then takes what is there.
     *
     * @param int $waitMs
     * @return array<int, Failure|null> by id; null is in Kafka
     */
    public function outcomes(int $waitMs): array;

    /**
     * Messages without an outcome yet
     *
     * @return int
     */
    public function underWay(): int;

    /**
     * The last thing that the connection complained of; null when it did not
     *
     * @return string|null
     */
    public function complaint(): ?string;

    /**
     * Forgets what is under way, which may or may not arrive, and hangs up
     *
     * @return void
     */
    public function close(): void;
}
