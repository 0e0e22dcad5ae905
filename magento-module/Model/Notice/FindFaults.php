<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Notice;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Config\KafkaConfig;
use VendorBridge\AmazonVendor\Model\Outbox\Waiting;
use VendorBridge\AmazonVendor\Model\Publisher\Heartbeat;

/**
 * What keeps events from being told: nobody takes them, the publisher stands still or complains, Kafka refused some.
 */
class FindFaults
{
    /**
     * @param ResourceConnection $resource
     * @param Waiting $waiting
     * @param Heartbeat $heartbeat
     * @param KafkaConfig $kafkaConfig
     * @param Config $config
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Waiting $waiting,
        private readonly Heartbeat $heartbeat,
        private readonly KafkaConfig $kafkaConfig,
        private readonly Config $config
    ) {
    }

    /**
     * @return string[] in people's words, none where all is well
     */
    public function execute(): array
    {
        $faults = [$this->waits()];
        if ($this->kafkaConfig->isEnabled()) {
            $faults[] = $this->publisherStandsStill();
            $faults[] = $this->kafkaRefuses();
        }
        return array_map('strval', array_values(array_filter($faults)));
    }

    private function waits(): ?string
    {
        ['waiting' => $waiting, 'oldest_at' => $oldestAt] = $this->waiting->execute();
        $minutes = $oldestAt === null ? 0 : self::minutesSince((string) $oldestAt);

        return $minutes < $this->config->getWarnAfterMinutes()
            ? null
            : (string) __('%1 events wait, the oldest for %2 minutes.', (int) $waiting, $minutes);
    }

    private function publisherStandsStill(): ?string
    {
        $last = $this->heartbeat->last();
        if ($last === null) {
            return (string) __('The publisher has never run.');
        }
        $minutes = self::minutesSince($last['at'] . ' UTC');
        if ($minutes >= $this->config->getWarnAfterMinutes()) {
            return (string) __('The publisher has not run for %1 minutes.', $minutes);
        }
        return $last['problem'] === null ? null : (string) __('The publisher says: %1', $last['problem']);
    }

    private function kafkaRefuses(): ?string
    {
        $connection = $this->resource->getConnection();
        $refused = (int) $connection->fetchOne(
            $connection->select()
                ->from($this->resource->getTableName('amazon_vendor_outbox'), 'COUNT(*)')
                ->where('batch_id IS NULL')
                ->where('acknowledged_at IS NULL')
                ->where('refused_at IS NOT NULL')
        );
        return $refused === 0 ? null : (string) __('Kafka refused %1 events for good.', $refused);
    }

    private static function minutesSince(string $instant): int
    {
        return intdiv(max(0, time() - (int) strtotime($instant)), 60);
    }
}
