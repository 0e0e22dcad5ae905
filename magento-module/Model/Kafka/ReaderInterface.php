<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

/**
 * Looks into topics: whether they are there, and what was written last. Belongs to no consumer group, so nobody's place
 * moves and no right to a group is needed.
 */
interface ReaderInterface
{
    /**
     * @param string $topic
     * @return int partitions that have a leader; 0 where there is no such topic
     * @throws KafkaUnavailable
     */
    public function partitions(string $topic): int;

    /**
     * Where the next message of each partition will stand
     *
     * @param string $topic
     * @param int $partitions
     * @return int[] offset by partition
     * @throws KafkaUnavailable
     */
    public function ends(string $topic, int $partitions): array;

    /**
     * Whether a message comes by
     *
     * @param string $topic
     * @param int[] $offsets where to begin, by partition
     * @param string $value
     * @param int $waitMs
     * @return bool
     * @throws KafkaUnavailable
     */
    public function sees(string $topic, array $offsets, string $value, int $waitMs): bool;

    /**
     * Hangs up
     *
     * @return void
     */
    public function close(): void;
}
