<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Status\Check;

use Magento\Framework\App\ResourceConnection;
use Magento\MysqlMq\Model\QueueManagement;
use VendorBridge\AmazonVendor\Model\Reservation\AnnounceSalability;
use VendorBridge\AmazonVendor\Model\Status\CheckInterface;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * Only this consumer takes a product out of stock whose last unit Amazon holds. Sees the database queue; a broker has
 * its own supervision.
 */
class SalabilityConsumerRuns implements CheckInterface
{
    private const PATIENCE_MINUTES = 30;

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from(['status' => $this->resource->getTableName('queue_message_status')], [
                'minutes' => 'TIMESTAMPDIFF(MINUTE, MIN(status.updated_at), UTC_TIMESTAMP())',
            ])
            ->join(['queue' => $this->resource->getTableName('queue')], 'queue.id = status.queue_id', [])
            ->where('queue.name = ?', AnnounceSalability::TOPIC)
            ->where('status.status IN (?)', [
                QueueManagement::MESSAGE_STATUS_NEW,
                QueueManagement::MESSAGE_STATUS_RETRY_REQUIRED,
            ]);
        $minutes = (int) $connection->fetchOne($select);

        return $minutes <= self::PATIENCE_MINUTES
            ? Finding::ok(__('Products go in and out of stock with what is held.'))
            : Finding::wrong(__(
                'Salability has waited for %1 minutes: run the consumer %2, or cron.',
                $minutes,
                AnnounceSalability::TOPIC
            ));
    }
}
