<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Cron;

use Magento\Framework\App\ResourceConnection;

/**
 * Forgets idempotency keys that the contract no longer promises to know: older than 90 days, and their purchase order
 * has nothing open.
 */
class ForgetOldKeys
{
    private const KEPT_DAYS = 90;
    private const BATCH = 500;

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * @return void
     */
    public function execute(): void
    {
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName('amazon_vendor_idempotency');
        $select = $connection->select()
            ->from(['kept' => $table], 'key_hash')
            ->joinLeft(
                ['po' => $this->resource->getTableName('amazon_vendor_po')],
                "po.purchase_order_number = kept.purchase_order_number AND po.status <> 'closed'",
                []
            )
            ->where('kept.created_at < ?', gmdate('Y-m-d H:i:s', time() - self::KEPT_DAYS * 86400))
            ->where('po.po_id IS NULL')
            ->limit(self::BATCH);
        do {
            $hashes = $connection->fetchCol($select);
            if ($hashes !== []) {
                $connection->delete($table, ['key_hash IN (?)' => $hashes]);
            }
        } while (count($hashes) === self::BATCH);
    }
}
