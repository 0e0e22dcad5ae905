<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

use Magento\Framework\App\ResourceConnection;

/**
 * Tells kept events once more: Kafka gets them again, and a reader over REST finds them at the end of the line. They
 * keep their id, so a reader that has seen one does nothing; and their sequence, so that an old figure is known as old.
 */
class Replay
{
    private const TABLE = 'amazon_vendor_outbox';

    /**
     * @param ResourceConnection $resource
     * @param Batches $batches
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Batches $batches
    ) {
    }

    /**
     * @param int[] $outboxIds
     * @return int how many are told again
     */
    public function execute(array $outboxIds): int
    {
        return $this->batches->renew(
            $outboxIds,
            ['acknowledged_at' => null, 'position' => null, 'refused_at' => null, 'problem' => null]
        );
    }

    /**
     * Ids of kept events, oldest first
     *
     * @param string|null $topic
     * @param string|null $key SKU or purchase order number
     * @param string|null $since instant of the database, UTC
     * @return int[]
     */
    public function find(?string $topic, ?string $key, ?string $since): array
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from($this->resource->getTableName(self::TABLE), 'outbox_id')
            ->order('outbox_id');
        if ($topic !== null) {
            $select->where('topic = ?', $topic);
        }
        if ($key !== null) {
            $select->where('message_key = ?', $key);
        }
        if ($since !== null) {
            $select->where('created_at >= ?', $since);
        }
        return array_map('intval', $connection->fetchCol($select));
    }
}
