<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest\Check;

use VendorBridge\AmazonVendor\Model\Config\KafkaConfig;
use VendorBridge\AmazonVendor\Model\SelfTest\Librdkafka;
use VendorBridge\AmazonVendor\Model\Status\CheckInterface;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * Publishing needs addresses and a client library. Web requests and the command line may load different extensions; the
 * publisher runs in the command line.
 */
class PublisherIsReady implements CheckInterface
{
    /**
     * @param KafkaConfig $kafkaConfig
     * @param Librdkafka $librdkafka
     */
    public function __construct(
        private readonly KafkaConfig $kafkaConfig,
        private readonly Librdkafka $librdkafka
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        if (!$this->kafkaConfig->isEnabled()) {
            return Finding::ok(__('Kafka is switched off: the bridge reads the outbox over REST.'));
        }
        if ($this->kafkaConfig->getBrokers() === []) {
            return Finding::wrong(__('Kafka is switched on without brokers.'));
        }
        return match ($this->librdkafka->find()) {
            Librdkafka::EXTENSION => Finding::ok(__('Publishes by the extension rdkafka.')),
            Librdkafka::FFI => Finding::ok(__('Publishes by FFI on librdkafka.')),
            Librdkafka::IN_COMMAND_LINE => Finding::ok(
                __('FFI is for the command line here, where the publisher runs.')
            ),
            default => Finding::wrong(
                __('Neither the extension rdkafka nor FFI with librdkafka is there: install one of them.')
            ),
        };
    }
}
