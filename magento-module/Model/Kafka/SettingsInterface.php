<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

/**
 * How to reach Kafka.
 */
interface SettingsInterface
{
    /**
     * Whether events are published; else they wait for a reader over REST
     *
     * @return bool
     */
    public function isEnabled(): bool;

    /**
     * Configuration in librdkafka's words, which ext-rdkafka shares
     *
     * @return array<string, string>
     */
    public function properties(): array;

    /**
     * Stands before each topic's name, where several shops share a cluster
     *
     * @return string
     */
    public function topicPrefix(): string;
}
