<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest;

use VendorBridge\AmazonVendor\Model\Config\BrokerList;
use VendorBridge\AmazonVendor\Model\Config\KafkaConfig;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * Knocks at every broker. One that answers will do: it knows the others.
 */
class ReachBrokers implements TopicProbeInterface
{
    private const TIMEOUT_SECONDS = 2.0;

    /**
     * @param KafkaConfig $kafkaConfig
     */
    public function __construct(
        private readonly KafkaConfig $kafkaConfig
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        $silent = [];
        $brokers = $this->kafkaConfig->getBrokers();
        foreach ($brokers as $broker) {
            if (!$this->answers($broker)) {
                $silent[] = $broker;
            }
        }
        return match (true) {
            $brokers === [] => Finding::wrong(__('Kafka is switched on without brokers.')),
            $silent === [] => Finding::ok(__('Every broker answers. No message was sent.')),
            count($silent) < count($brokers) => Finding::ok(
                __('A broker answers; nothing listens at %1.', implode(', ', $silent))
            ),
            default => Finding::wrong(__('Nothing listens at %1.', implode(', ', $silent))),
        };
    }

    private function answers(string $broker): bool
    {
        $address = BrokerList::hostAndPort($broker);
        if ($address === null) {
            return false;
        }
        // phpcs:ignore Generic.PHP.NoSilencedErrors -- a refused connection warns, and is the answer
        $socket = @stream_socket_client("tcp://$broker", $code, $words, self::TIMEOUT_SECONDS);
        if ($socket === false) {
            return false;
        }
        stream_socket_shutdown($socket, STREAM_SHUT_RDWR);
        return true;
    }
}
