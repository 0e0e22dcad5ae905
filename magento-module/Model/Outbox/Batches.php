<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Database\Transaction;

/**
 * A batch is what was written to the outbox at once in one lane. It is published as a whole, and its one row says when:
 * a mark on the row of every event costs the publisher more than all the rest of its work.
 *
 * An event that Kafka will never take is in no batch.
 */
class Batches
{
    private const TABLE = 'amazon_vendor_outbox_batch';
    private const OUTBOX = 'amazon_vendor_outbox';
    private const AT_ONCE = 500;

    /**
     * @param ResourceConnection $resource
     * @param Transaction $transaction
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Transaction $transaction
    ) {
    }

    /**
     * A new batch, which waits. Only in the transaction that puts its events in: one without events counts as published.
     *
     * @param int $lane
     * @param int $events how many there will be
     * @return int
     */
    public function open(int $lane, int $events): int
    {
        // One by one: whether the ids of rows inserted at once follow each other is a matter of the database's settings,
        // and a wrong one would let an event go down as published with somebody else's.
        $connection = $this->resource->getConnection();
        $connection->insert($this->resource->getTableName(self::TABLE), ['lane' => $lane, 'events' => $events]);

        return (int) $connection->lastInsertId();
    }

    /**
     * Lets kept events wait, in new batches
     *
     * @param int[] $outboxIds
     * @param array<string, mixed> $values of other columns, set with it
     * @return int how many
     */
    public function renew(array $outboxIds, array $values = []): int
    {
        return $this->transaction->run(function () use ($outboxIds, $values): int {
            $count = 0;
            sort($outboxIds, SORT_NUMERIC);
            foreach (array_chunk(array_map('intval', $outboxIds), self::AT_ONCE) as $some) {
                foreach ($this->byLane($some) as $lane => $ids) {
                    $count += $this->resource->getConnection()->update(
                        $this->resource->getTableName(self::OUTBOX),
                        ['batch_id' => $this->open($lane, count($ids))] + $values,
                        ['outbox_id IN (?)' => $ids]
                    );
                }
            }
            return $count;
        });
    }

    /**
     * Lets events wait that are in no batch for no reason: an earlier state of the module had no batches, and a reader
     * that knows them does nothing
     *
     * @return void
     */
    public function takeIn(): void
    {
        $connection = $this->resource->getConnection();
        $this->renew($connection->fetchCol(
            $connection->select()
                ->from($this->resource->getTableName(self::OUTBOX), 'outbox_id')
                ->where('batch_id IS NULL')
                ->where('refused_at IS NULL')
                ->order('outbox_id')
        ));
    }

    /**
     * @param int[] $outboxIds
     * @return array<int, int[]>
     */
    private function byLane(array $outboxIds): array
    {
        $connection = $this->resource->getConnection();
        $keys = $connection->fetchPairs(
            $connection->select()
                ->from($this->resource->getTableName(self::OUTBOX), ['outbox_id', 'message_key'])
                ->where('outbox_id IN (?)', $outboxIds)
        );
        $lanes = [];
        foreach ($keys as $id => $key) {
            $lanes[Envelope::laneOf((string) $key)][] = $id;
        }
        return $lanes;
    }
}
