<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Publisher;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Kafka\Failure;
use VendorBridge\AmazonVendor\Model\Outbox\Envelope;

/**
 * Rows of the outbox that are not in Kafka yet.
 */
class Rows
{
    private const TABLE = 'amazon_vendor_outbox';
    private const WAIT = 'published_at IS NULL AND refused_at IS NULL';

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * Lanes in which something waits, and the first row of each
     *
     * @param int[]|null $lanes null for all
     * @param int $after row id
     * @return array<int, int> row id by lane
     */
    public function firsts(?array $lanes = null, int $after = 0): array
    {
        $table = $this->resource->getTableName(self::TABLE);
        // Sixteen looks at an index; a GROUP BY would read all that waits.
        $looks = array_map(
            static fn (int $lane): string => "(SELECT lane, outbox_id FROM $table WHERE lane = $lane"
                . " AND outbox_id > $after AND " . self::WAIT . ' ORDER BY outbox_id LIMIT 1)',
            $lanes ?? range(0, Envelope::LANES - 1)
        );
        return array_map('intval', $this->resource->getConnection()->fetchPairs(implode(' UNION ALL ', $looks)));
    }

    /**
     * Rows of some lanes within a range of ids, in the order of writing. Comes row by row from the database, which
     * reads on while Kafka is fed: until the last one, or a break, the connection can do nothing else.
     *
     * @param int[] $lanes
     * @param int $from row id
     * @param int $to row id
     * @return iterable<array{0: int|string, 1: string, 2: string, 3: string}> id, topic, key, payload
     */
    public function read(array $lanes, int $from, int $to): iterable
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from($this->resource->getTableName(self::TABLE), ['outbox_id', 'topic', 'message_key', 'payload'])
            ->where(self::WAIT)
            ->where('lane IN (?)', $lanes)
            ->where('outbox_id >= ?', $from)
            ->where('outbox_id <= ?', $to)
            ->order('outbox_id');
        $driver = $connection->getConnection();
        $driver->setAttribute(\PDO::MYSQL_ATTR_USE_BUFFERED_QUERY, false);
        try {
            $statement = $connection->query($select);
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
     * These are in Kafka
     *
     * @param int[] $ids ascending
     * @return void
     */
    public function published(array $ids): void
    {
        $connection = $this->resource->getConnection();
        $now = gmdate('Y-m-d H:i:s');
        foreach (Runs::of($ids) as $condition) {
            $connection->query(
                'UPDATE ' . $this->resource->getTableName(self::TABLE)
                . " SET published_at = '$now', problem = NULL WHERE outbox_id $condition"
            );
        }
    }

    /**
     * This one is not
     *
     * @param int $id
     * @param Failure $failure
     * @return void
     */
    public function failed(int $id, Failure $failure): void
    {
        $this->resource->getConnection()->update(
            $this->resource->getTableName(self::TABLE),
            [
                'problem' => mb_substr("{$failure->words} ({$failure->code})", 0, 255),
                'refused_at' => $failure->isForEver() ? gmdate('Y-m-d H:i:s') : null,
            ],
            ['outbox_id = ?' => $id]
        );
    }
}
