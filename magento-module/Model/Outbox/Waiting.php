<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Instant;

/**
 * Events that nobody has taken yet, neither Kafka nor a reader over REST.
 */
class Waiting
{
    public const CONDITION = 'published_at IS NULL AND acknowledged_at IS NULL';

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * As the contract's `Status.outbox`
     *
     * @return array<string, int|string|null>
     */
    public function execute(): array
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from(
                $this->resource->getTableName('amazon_vendor_outbox'),
                ['waiting' => 'COUNT(*)', 'oldest' => 'MIN(created_at)']
            )
            ->where(self::CONDITION);
        $row = $connection->fetchRow($select);

        return [
            'waiting' => (int) $row['waiting'],
            'oldest_at' => $row['oldest'] === null ? null : Instant::ofDatabase((string) $row['oldest']),
        ];
    }
}
