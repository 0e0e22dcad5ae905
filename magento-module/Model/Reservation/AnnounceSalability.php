<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Reservation;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Model\CallbackPool;
use Magento\Framework\MessageQueue\Publisher\ConfigInterface as PublisherConfig;
use Magento\Framework\MessageQueue\PublisherInterface;
use Magento\InventoryIndexer\Model\Queue\ReservationDataFactory;

/**
 * Tells MSI that reservations changed. Only the consumer of this message turns a product's "In stock" on and off: no
 * reindex of the default stock does.
 */
class AnnounceSalability
{
    public const TOPIC = 'inventory.reservations.updateSalabilityStatus';

    /**
     * @param PublisherInterface $publisher
     * @param PublisherConfig $publisherConfig
     * @param ReservationDataFactory $reservationDataFactory
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly PublisherInterface $publisher,
        private readonly PublisherConfig $publisherConfig,
        private readonly ReservationDataFactory $reservationDataFactory,
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * @param int $stockId
     * @param string[] $skus
     * @return void
     */
    public function execute(int $stockId, array $skus): void
    {
        $publish = fn () => $this->publisher->publish(
            self::TOPIC,
            $this->reservationDataFactory->create(['stock' => $stockId, 'skus' => array_map('strval', $skus)])
        );
        $connection = $this->resource->getConnection();
        if ($connection->getTransactionLevel() === 0 || $this->isKeptInDatabase()) {
            $publish();
            return;
        }
        // A broker hears of it at once: its consumer would look before the commit, see nothing new, and never look again.
        CallbackPool::attach(spl_object_hash($connection), $publish);
    }

    private function isKeptInDatabase(): bool
    {
        return $this->publisherConfig->getPublisher(self::TOPIC)->getConnection()->getName() === 'db';
    }
}
