<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Publisher;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Select;
use VendorBridge\AmazonVendor\Model\Kafka\Failure;
use VendorBridge\AmazonVendor\Model\Outbox\Envelope;

/**
 * What of the outbox is not in Kafka yet, batch by batch.
 */
class Rows
{
    private const OUTBOX = 'amazon_vendor_outbox';
    private const BATCHES = 'amazon_vendor_outbox_batch';
    /** That many batches of a lane are looked at, and so many marked in a statement. */
    private const BATCHES_AT_ONCE = 1000;

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * Lanes in which something waits
     *
     * @return int[]
     */
    public function lanes(): array
    {
        $looks = $this->looks('lane', range(0, Envelope::LANES - 1), 1);

        return array_map('intval', $this->resource->getConnection()->fetchCol($looks));
    }

    /**
     * The oldest batches of some lanes
     *
     * @param int[] $lanes
     * @param int $events so many at most, but at least one batch
     * @return int[]
     */
    public function batches(array $lanes, int $events): array
    {
        $waiting = $this->resource->getConnection()->fetchPairs(
            $this->looks('batch_id, events', $lanes, self::BATCHES_AT_ONCE)
        );
        ksort($waiting, SORT_NUMERIC);
        $batches = [];
        foreach ($waiting as $batch => $count) {
            $events -= (int) $count;
            if ($events < 0 && $batches !== []) {
                break;
            }
            $batches[] = $batch;
        }
        return $batches;
    }

    /**
     * Events of these batches, in the order of writing. Comes row by row from the database, which reads on while Kafka
     * is fed: until the last one the connection can do nothing else.
     *
     * @param int[] $batches
     * @return iterable<array{0: int|string, 1: string, 2: string, 3: string}> id, topic, key, payload
     */
    public function read(array $batches): iterable
    {
        $events = $this->events($batches, ['outbox_id', 'topic', 'message_key', 'payload']);
        $connection = $this->resource->getConnection();
        $driver = $connection->getConnection();
        $driver->setAttribute(\PDO::MYSQL_ATTR_USE_BUFFERED_QUERY, false);
        try {
            $statement = $connection->query($events);
        } finally {
            $driver->setAttribute(\PDO::MYSQL_ATTR_USE_BUFFERED_QUERY, true);
        }
        $statement->setFetchMode(\PDO::FETCH_NUM);
        try {
            yield from $statement;
        } finally {
            $statement->closeCursor();
        }
    }

    /**
     * The same events, without what they say
     *
     * @param int[] $batches
     * @return array<array{outbox_id: string, batch_id: string, message_key: string}>
     */
    public function headers(array $batches): array
    {
        return $this->resource->getConnection()->fetchAll(
            $this->events($batches, ['outbox_id', 'batch_id', 'message_key'])
        );
    }

    /**
     * These are in Kafka
     *
     * @param int[] $batches
     * @return void
     */
    public function published(array $batches): void
    {
        $now = gmdate('Y-m-d H:i:s');
        foreach (array_chunk($batches, self::BATCHES_AT_ONCE) as $some) {
            // By its key, each on its own: a walk through a table that is small would wait for those who write just now,
            // and let others wait.
            $this->resource->getConnection()->query(
                'UPDATE ' . $this->resource->getTableName(self::BATCHES) . ' FORCE INDEX (PRIMARY)'
                . " SET published_at = '$now', problem = NULL WHERE batch_id IN (" . implode(',', $some) . ')'
            );
        }
    }

    /**
     * Of this batch these events are in Kafka, others are not: they part
     *
     * @param int $batch
     * @param int[] $ids
     * @return void
     */
    public function publishedOf(int $batch, array $ids): void
    {
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName(self::BATCHES);
        $lane = $connection->fetchOne($connection->select()->from($table, 'lane')->where('batch_id = ?', $batch));
        $connection->insert(
            $table,
            ['lane' => (int) $lane, 'events' => count($ids), 'published_at' => gmdate('Y-m-d H:i:s')]
        );
        $connection->update(
            $this->resource->getTableName(self::OUTBOX),
            ['batch_id' => (int) $connection->lastInsertId()],
            // A replay may have given it another in the meantime.
            ['outbox_id IN (?)' => $ids, 'batch_id = ?' => $batch]
        );
    }

    /**
     * This event will never be
     *
     * @param int $id
     * @param Failure $failure
     * @return void
     */
    public function refused(int $id, Failure $failure): void
    {
        $this->resource->getConnection()->update(
            $this->resource->getTableName(self::OUTBOX),
            ['batch_id' => null, 'refused_at' => gmdate('Y-m-d H:i:s'), 'problem' => self::words($failure)],
            ['outbox_id = ?' => $id]
        );
    }

    /**
     * This batch is not, or not all of it
     *
     * @param int $batch
     * @param Failure $failure
     * @return void
     */
    public function failed(int $batch, Failure $failure): void
    {
        $this->resource->getConnection()->update(
            $this->resource->getTableName(self::BATCHES),
            ['problem' => self::words($failure)],
            ['batch_id = ?' => $batch]
        );
    }

    /**
     * A look at the index for each lane; an ORDER BY of all would read all that waits.
     *
     * @param string $columns
     * @param int[] $lanes
     * @param int $limit
     * @return string
     */
    private function looks(string $columns, array $lanes, int $limit): string
    {
        $table = $this->resource->getTableName(self::BATCHES);
        return implode(' UNION ALL ', array_map(
            static fn (int $lane): string => "(SELECT $columns FROM $table WHERE published_at IS NULL AND lane = $lane"
                . " ORDER BY batch_id LIMIT $limit)",
            $lanes
        ));
    }

    /**
     * @param int[] $batches
     * @param string[] $columns
     * @return Select
     */
    private function events(array $batches, array $columns): Select
    {
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName(self::OUTBOX);
        // Batches that were written at once lie in each other: a walk from the first to the last of all their events is
        // half the work of going from the index to each.
        [$first, $last] = $connection->fetchRow(
            $connection->select()
                ->from($table, ['MIN(outbox_id)', 'MAX(outbox_id)'])
                ->where('batch_id IN (?)', $batches),
            [],
            \Zend_Db::FETCH_NUM
        );
        return $connection->select()
            ->from($table, $columns)
            ->where('batch_id IN (?)', $batches)
            ->where('outbox_id >= ?', (int) $first)
            ->where('outbox_id <= ?', (int) $last)
            ->order('outbox_id');
    }

    private static function words(Failure $failure): string
    {
        return mb_substr("{$failure->words} ({$failure->code})", 0, 255);
    }
}
