<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest\Check;

use VendorBridge\AmazonVendor\Model\Config\KafkaConfig;
use VendorBridge\AmazonVendor\Model\SelfTest\TopicProbeInterface;
use VendorBridge\AmazonVendor\Model\Status\CheckInterface;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * Whether what is published arrives.
 */
class TopicsAnswer implements CheckInterface
{
    /**
     * @param KafkaConfig $kafkaConfig
     * @param TopicProbeInterface $probe
     */
    public function __construct(
        private readonly KafkaConfig $kafkaConfig,
        private readonly TopicProbeInterface $probe
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        return $this->kafkaConfig->isEnabled()
            ? $this->probe->execute()
            : Finding::ok(__('Kafka is switched off, no topics are used.'));
    }
}
