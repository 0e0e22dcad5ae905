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

        return $this->remove("published_at < '$published' AND (acknowledged_at IS NULL"
                . " OR acknowledged_at < '$acknowledged')")
            + $this->remove("acknowledged_at < '$acknowledged' AND published_at IS NULL");
    }

    private function remove(string $condition): int
    {
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName('amazon_vendor_outbox');
        $removed = 0;
        do {
            // By id and a thousand at a time: a single great delete would hold up those who write.
            $ids = $connection->fetchCol(
                $connection->select()->from($table, 'outbox_id')->where($condition)->limit(self::AT_ONCE)
            );
            $removed += $ids === [] ? 0 : $connection->delete($table, ['outbox_id IN (?)' => array_map('intval', $ids)]);
        } while (count($ids) === self::AT_ONCE);

        return $removed;
    }

    private static function before(int $days): string
    {
        return gmdate('Y-m-d H:i:s', time() - $days * 86_400);
    }
}
