<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

/**
 * Events to be told to Kafka, or to a reader without Kafka. An event that is appended in a transaction is told if, and
 * only if, the transaction is committed.
 */
interface OutboxInterface
{
    public const STOCK_TOPIC = 'magento.stock.v1';
    public const DISPATCH_TOPIC = 'magento.dispatch.v1';
    /** The self-test's; nothing of the outbox goes there. */
    public const PROBE_TOPIC = 'magento.probe.v1';

    /**
     * Keeps an event. Takes the key's next sequence, and with it a row lock until the transaction ends: events of one
     * key are committed in the order of their sequence.
     *
     * @param string $topic
     * @param string $key SKU or purchase order number
     * @param array<string, mixed> $data the event's own part; envelope and sequence are added
     * @return int the sequence
     */
    public function append(string $topic, string $key, array $data): int;

    /**
     * Keeps one event for each of many keys, in few statements.
     *
     * @param string $topic
     * @param array<int|string, array<string, mixed>> $dataByKey
     * @return void
     */
    public function appendAll(string $topic, array $dataByKey): void;

    /**
     * Sequence of the last event of each key; a key without an event is left out
     *
     * @param string $topic
     * @param string[] $keys
     * @return array<int|string, int>
     */
    public function lastSequences(string $topic, array $keys): array;
}
