<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DataObject\IdentityGeneratorInterface;
use VendorBridge\AmazonVendor\Model\Database\Transaction;
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
     * @param Transaction $transaction
     * @param Batches $batches
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly IdentityGeneratorInterface $identityGenerator,
        private readonly Transaction $transaction,
        private readonly Batches $batches
    ) {
    }

    /**
     * @inheritdoc
     */
    public function append(string $topic, string $key, array $data): int
    {
        return $this->transaction->run(function () use ($topic, $key, $data): int {
            $sequence = $this->nextSequence($topic, $key);
            $batch = $this->batches->open(Envelope::laneOf($key), 1);
            $this->resource->getConnection()->insert(
                $this->resource->getTableName(self::TABLE),
                $this->row($batch, $topic, $key, $sequence, Instant::now(), $data)
            );
            return $sequence;
        });
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
        $this->transaction->run(function () use ($topic, $dataByKey): void {
            $sequences = $this->nextSequences($topic, array_keys($dataByKey));
            $now = Instant::now();
            // The table compares without regard to case and accents: a key may have entered in another spelling.
            foreach (array_diff_key($dataByKey, $sequences) as $key => $data) {
                $sequences[$key] = $this->nextSequence($topic, (string) $key);
            }
            $lanes = $rows = [];
            foreach ($dataByKey as $key => $data) {
                $lanes[Envelope::laneOf((string) $key)][] = (string) $key;
            }
            foreach ($lanes as $lane => $keys) {
                $batch = $this->batches->open($lane, count($keys));
                foreach ($keys as $key) {
                    $rows[] = $this->row($batch, $topic, $key, $sequences[$key], $now, $dataByKey[$key]);
                }
            }
            $this->resource->getConnection()->insertMultiple($this->resource->getTableName(self::TABLE), $rows);
        });
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

    /**
     * @param string $topic
     * @param array<int|string> $keys
     * @return array<int|string, int>
     */
    private function nextSequences(string $topic, array $keys): array
    {
        $this->resource->getConnection()->insertOnDuplicate(
            $this->resource->getTableName(self::SEQUENCE),
            array_map(
                static fn (int|string $key): array => ['topic' => $topic, 'message_key' => $key, 'sequence' => 1],
                $keys
            ),
            ['sequence' => new \Zend_Db_Expr('sequence + 1')]
        );
        return $this->lastSequences($topic, $keys);
    }

    private function nextSequence(string $topic, string $key): int
    {
        $connection = $this->resource->getConnection();
        $connection->insertOnDuplicate(
            $this->resource->getTableName(self::SEQUENCE),
            ['topic' => $topic, 'message_key' => $key, 'sequence' => new \Zend_Db_Expr('LAST_INSERT_ID(1)')],
            ['sequence' => new \Zend_Db_Expr('LAST_INSERT_ID(sequence + 1)')]
        );
        return (int) $connection->lastInsertId();
    }

    /**
     * @param int $batch
     * @param string $topic
     * @param string $key
     * @param int $sequence
     * @param string $occurredAt
     * @param array<string, mixed> $data
     * @return array<string, int|string>
     */
    private function row(
        int $batch,
        string $topic,
        string $key,
        int $sequence,
        string $occurredAt,
        array $data
    ): array {
        $eventId = $this->identityGenerator->generateId();
        return [
            'batch_id' => $batch,
            'topic' => $topic,
            'message_key' => $key,
            'sequence' => $sequence,
            'event_id' => $eventId,
            'payload' => Envelope::text($topic, $key, $sequence, $eventId, $occurredAt, $data),
        ];
    }
}
