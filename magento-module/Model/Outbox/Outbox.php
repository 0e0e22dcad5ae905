<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DataObject\IdentityGeneratorInterface;
use VendorBridge\AmazonVendor\Model\Instant;

/**
 * @inheritdoc
 */
class Outbox implements OutboxInterface
{
    private const TABLE = 'amazon_vendor_outbox';
    private const SEQUENCE = 'amazon_vendor_outbox_sequence';

    /**
     * @param ResourceConnection $resource
     * @param IdentityGeneratorInterface $identityGenerator
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly IdentityGeneratorInterface $identityGenerator
    ) {
    }

    /**
     * @inheritdoc
     */
    public function append(string $topic, string $key, array $data): int
    {
        $sequence = $this->nextSequence($topic, $key);
        $this->resource->getConnection()->insert(
            $this->resource->getTableName(self::TABLE),
            $this->row($topic, $key, $sequence, Instant::now(), $data)
        );
        return $sequence;
    }

    /**
     * @inheritdoc
     */
    public function appendAll(string $topic, array $dataByKey): void
    {
        if ($dataByKey === []) {
            return;
        }
        // Sorted, so that two callers with several keys in common wait for each other and never in a circle.
        ksort($dataByKey, SORT_STRING);
        $connection = $this->resource->getConnection();
        $connection->insertOnDuplicate(
            $this->resource->getTableName(self::SEQUENCE),
            array_map(
                static fn (int|string $key): array => ['topic' => $topic, 'message_key' => $key, 'sequence' => 1],
                array_keys($dataByKey)
            ),
            ['sequence' => new \Zend_Db_Expr('sequence + 1')]
        );
        $sequences = $this->lastSequences($topic, array_keys($dataByKey));
        $now = Instant::now();
        $rows = [];
        foreach ($dataByKey as $key => $data) {
            // The table compares without regard to case and accents: a key may have entered in another spelling.
            $sequence = $sequences[$key] ?? $this->nextSequence($topic, (string) $key);
            $rows[] = $this->row($topic, (string) $key, $sequence, $now, $data);
        }
        $connection->insertMultiple($this->resource->getTableName(self::TABLE), $rows);
    }

    /**
     * @inheritdoc
     */
    public function lastSequences(string $topic, array $keys): array
    {
        if ($keys === []) {
            return [];
        }
        $connection = $this->resource->getConnection();
        return array_map('intval', $connection->fetchPairs(
            $connection->select()
                ->from($this->resource->getTableName(self::SEQUENCE), ['message_key', 'sequence'])
                ->where('topic = ?', $topic)
                ->where('message_key IN (?)', array_map('strval', $keys))
        ));
    }

    private function nextSequence(string $topic, string $key): int
    {
        $connection = $this->resource->getConnection();
        $connection->insertOnDuplicate(
            $this->resource->getTableName(self::SEQUENCE),
            ['topic' => $topic, 'message_key' => $key, 'sequence' => new \Zend_Db_Expr('LAST_INSERT_ID(1)')],
            ['sequence' => new \Zend_Db_Expr('LAST_INSERT_ID(sequence + 1)')]
        );
        return (int) $connection->fetchOne('SELECT LAST_INSERT_ID()');
    }

    /**
     * @param string $topic
     * @param string $key
     * @param int $sequence
     * @param string $occurredAt
     * @param array<string, mixed> $data
     * @return array<string, int|string>
     */
    private function row(string $topic, string $key, int $sequence, string $occurredAt, array $data): array
    {
        $eventId = $this->identityGenerator->generateId();
        return [
            'topic' => $topic,
            'message_key' => $key,
            'sequence' => $sequence,
            'event_id' => $eventId,
            'lane' => Envelope::laneOf($key),
            'payload' => Envelope::text($topic, $key, $sequence, $eventId, $occurredAt, $data),
        ];
    }
}
