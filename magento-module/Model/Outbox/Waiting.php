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
        $events = $connection->select()
            ->from(
                ['event' => $this->resource->getTableName('amazon_vendor_outbox')],
                ['waiting' => 'COUNT(*)', 'oldest' => 'MIN(created_at)']
            )
            ->where('acknowledged_at IS NULL');
        // Asked for apart, both are found by an index.
        $inBatches = (clone $events)
            ->join(
                ['batch' => $this->resource->getTableName('amazon_vendor_outbox_batch')],
                'batch.batch_id = event.batch_id',
                []
            )
            ->where('batch.published_at IS NULL');
        $rows = [$connection->fetchRow($inBatches), $connection->fetchRow($events->where('event.batch_id IS NULL'))];
        $oldest = array_filter(array_column($rows, 'oldest'));

        return [
            'waiting' => (int) array_sum(array_column($rows, 'waiting')),
            'oldest_at' => $oldest === [] ? null : Instant::ofDatabase((string) min($oldest)),
        ];
    }
}
