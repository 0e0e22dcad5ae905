<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Cron;

use Psr\Log\LoggerInterface;
use VendorBridge\AmazonVendor\Model\Kafka\KafkaUnavailable;
use VendorBridge\AmazonVendor\Model\Kafka\SettingsInterface;
use VendorBridge\AmazonVendor\Model\Publisher\Heartbeat;
use VendorBridge\AmazonVendor\Model\Publisher\PublishOutbox;
use VendorBridge\AmazonVendor\Model\SelfTest\ProbeTopics;
use VendorBridge\AmazonVendor\Model\StockEvents\TellStock;

/**
 * Every minute: stock changes into the outbox, the outbox into Kafka. Beside a daemon it finds nothing to do.
 */
class TellAndPublish
{
    /** Before the next minute's run begins. */
    private const SECONDS = 50;

    /**
     * @param TellStock $tellStock
     * @param PublishOutbox $publishOutbox
     * @param SettingsInterface $settings
     * @param Heartbeat $heartbeat
     * @param ProbeTopics $probeTopics
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly TellStock $tellStock,
        private readonly PublishOutbox $publishOutbox,
        private readonly SettingsInterface $settings,
        private readonly Heartbeat $heartbeat,
        private readonly ProbeTopics $probeTopics,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * @return void
     */
    public function execute(): void
    {
        $this->tellStock->execute();
        if (!$this->settings->isEnabled()) {
            return;
        }
        $until = time() + self::SECONDS;
        try {
            $this->publishOutbox->execute(static fn (): bool => time() < $until);
            $this->heartbeat->beat();
            $this->probeTopics->nowAndThen();
        } catch (KafkaUnavailable $failure) {
            // Not a failed job: what waits is tried again in a minute.
            $this->heartbeat->beat($failure->getMessage());
            $this->logger->warning('Amazon Vendor: Kafka did not take the outbox: ' . $failure->getMessage());
        } finally {
            $this->publishOutbox->close();
        }
    }
}
