<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

/**
 * Opens a producer with what this PHP has: ext-rdkafka, else FFI on librdkafka.
 */
class Producers
{
    /**
     * @param SettingsInterface $settings
     */
    public function __construct(
        private readonly SettingsInterface $settings
    ) {
    }

    /**
     * @return ProducerInterface
     * @throws KafkaUnavailable where neither is there, or the settings are refused
     */
    public function open(): ProducerInterface
    {
        $properties = $this->settings->properties();
        if (($properties['bootstrap.servers'] ?? '') === '') {
            throw new KafkaUnavailable((string) __('No Kafka brokers are configured.'));
        }
        if (extension_loaded('rdkafka')) {
            return new ExtensionProducer($properties);
        }
        $library = Library::load();
        if ($library !== null) {
            return new FfiProducer($library, $properties);
        }
        throw new KafkaUnavailable((string) __(
            'Neither the extension rdkafka nor FFI with librdkafka is there for PHP: install one of them.'
        ));
    }
}
