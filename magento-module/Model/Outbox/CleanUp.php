<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\App\ResourceConnection;

/**
 * Removes events that have been told long ago. What nobody has taken is kept, however old.
 */
class CleanUp
{
    private const OUTBOX = 'amazon_vendor_outbox';
    private const BATCHES = 'amazon_vendor_outbox_batch';
    private const RETENTION_DAYS = 'amazon_vendor/outbox/retention_days';
    /** The contract lets a reader over REST go back so far. */
    private const REPLAY_DAYS = 14;
    private const AT_ONCE = 1000;

    /**
     * @param ResourceConnection $resource
     * @param ScopeConfigInterface $scopeConfig
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly ScopeConfigInterface $scopeConfig
    ) {
    }

    /**
     * @return int how many were removed
     */
    public function execute(): int
    {
        $days = max(1, (int) $this->scopeConfig->getValue(self::RETENTION_DAYS));
        $published = self::before($days);
        $acknowledged = self::before(max($days, self::REPLAY_DAYS));

        $removed = $this->remove("batch.published_at < '$published' AND (acknowledged_at IS NULL"
                . " OR acknowledged_at < '$acknowledged')")
            + $this->remove("acknowledged_at < '$acknowledged' AND batch.published_at IS NULL");
        $this->removeEmptyBatches();

        return $removed;
    }

    private function remove(string $condition): int
    {
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName(self::OUTBOX);
        $select = $connection->select()
            ->from(['event' => $table], 'outbox_id')
            ->joinLeft(['batch' => $this->resource->getTableName(self::BATCHES)], 'batch.batch_id = event.batch_id', [])
            ->where($condition)
            ->limit(self::AT_ONCE);
        $removed = 0;
        do {
            // By id and a thousand at a time: a single great delete would hold up those who write.
            $ids = $connection->fetchCol($select);
            $removed += $ids === [] ? 0 : $connection->delete($table, ['outbox_id IN (?)' => array_map('intval', $ids)]);
        } while (count($ids) === self::AT_ONCE);

        return $removed;
    }

    private function removeEmptyBatches(): void
    {
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName(self::BATCHES);
        $last = 0;
        do {
            $ids = array_map('intval', $connection->fetchCol(
                $connection->select()
                    ->from(['batch' => $table], 'batch_id')
                    ->joinLeft(
                        ['event' => $this->resource->getTableName(self::OUTBOX)],
                        'event.batch_id = batch.batch_id',
                        []
                    )
                    ->where('event.outbox_id IS NULL')
                    ->where('batch.batch_id > ?', $last)
                    ->order('batch.batch_id')
                    ->limit(self::AT_ONCE)
            ));
            if ($ids !== []) {
                $connection->delete($table, ['batch_id IN (?)' => $ids]);
                $last = end($ids);
            }
        } while (count($ids) === self::AT_ONCE);
    }

    private static function before(int $days): string
    {
        return gmdate('Y-m-d H:i:s', time() - $days * 86_400);
    }
}
