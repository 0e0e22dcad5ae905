<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\App\DeploymentConfig;
use VendorBridge\AmazonVendor\Model\Config\KafkaConfig;

/**
 * @inheritdoc
 *
 * From Stores > Configuration, over which Magento itself lays app/etc/env.php (`system`) and the environment
 * (`CONFIG__DEFAULT__AMAZON_VENDOR__KAFKA__BROKERS`). What has no field there is set in app/etc/env.php:
 *
 *     'amazon_vendor' => ['kafka' => ['properties' => ['compression.type' => 'zstd'], 'topic_prefix' => 'staging.']]
 */
class Settings implements SettingsInterface
{
    private const DEPLOYED = 'amazon_vendor/kafka';
    private const TOPIC_PREFIX = 'amazon_vendor/kafka/topic_prefix';

    /**
     * May be changed: how long a message is tried, how long it waits for company. The partition of a key is the one that
     * Java clients choose.
     */
    private const OURS = [
        'client.id' => 'amazon-vendor-outbox',
        'message.timeout.ms' => '30000',
        'linger.ms' => '5',
        'partitioner' => 'murmur2_random',
        'log_level' => '0',
    ];
    /** May not: no loss, no doubling by retries, no message before an earlier one. */
    private const ALWAYS = ['enable.idempotence' => 'true', 'acks' => 'all'];

    /**
     * @param KafkaConfig $kafkaConfig
     * @param ScopeConfigInterface $scopeConfig
     * @param DeploymentConfig $deploymentConfig
     */
    public function __construct(
        private readonly KafkaConfig $kafkaConfig,
        private readonly ScopeConfigInterface $scopeConfig,
        private readonly DeploymentConfig $deploymentConfig
    ) {
    }

    /**
     * @inheritdoc
     */
    public function isEnabled(): bool
    {
        return $this->kafkaConfig->isEnabled();
    }

    /**
     * @inheritdoc
     */
    public function properties(): array
    {
        $deployed = $this->deployed()['properties'] ?? [];

        return array_map('strval', self::ALWAYS + (is_array($deployed) ? $deployed : [])
            + $this->kafkaConfig->getConnectionProperties() + self::OURS);
    }

    /**
     * @inheritdoc
     */
    public function topicPrefix(): string
    {
        return (string) ($this->deployed()['topic_prefix'] ?? $this->scopeConfig->getValue(self::TOPIC_PREFIX));
    }

    /**
     * @return array<string, mixed>
     */
    private function deployed(): array
    {
        $deployed = $this->deploymentConfig->get(self::DEPLOYED);
        return is_array($deployed) ? $deployed : [];
    }
}
