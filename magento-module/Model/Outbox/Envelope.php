<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

/**
 * An event as Kafka and REST carry it, and what follows from its key.
 */
class Envelope
{
    /**
     * A lane is published by one publisher at a time; more lanes than publishers, so that none waits for long. What is
     * written at once becomes a batch in each lane, so that many lanes are dear.
     */
    public const LANES = 8;

    private const EVENT_OF = [
        OutboxInterface::STOCK_TOPIC => 'stock-changed',
        OutboxInterface::DISPATCH_TOPIC => 'dispatch-recorded',
        OutboxInterface::PROBE_TOPIC => 'probe',
    ];

    /**
     * The text of an event. It is kept and never built again: Kafka, REST and a replay say the very same.
     *
     * @param string $topic
     * @param string $key
     * @param int $sequence
     * @param string $eventId
     * @param string $occurredAt
     * @param array<string, mixed> $data
     * @return string
     */
    public static function text(
        string $topic,
        string $key,
        int $sequence,
        string $eventId,
        string $occurredAt,
        array $data
    ): string {
        return json_encode([
            'event_id' => $eventId,
            'event' => self::EVENT_OF[$topic],
            'version' => 1,
            'occurred_at' => $occurredAt,
            'sequence' => $sequence,
            'key' => $key,
            'data' => $data === [] ? new \stdClass() : $data,
        ], JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    }

    /**
     * @param string $key
     * @return int
     */
    public static function laneOf(string $key): int
    {
        return crc32($key) % self::LANES;
    }
}
