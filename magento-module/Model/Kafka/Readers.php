<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

/**
 * Opens a reader with what this PHP has: ext-rdkafka, else FFI on librdkafka.
 */
class Readers
{
    /**
     * @param SettingsInterface $settings
     */
    public function __construct(
        private readonly SettingsInterface $settings
    ) {
    }

    /**
     * @return ReaderInterface|null null where neither is there for this PHP
     * @throws KafkaUnavailable where the settings are refused
     */
    public function open(): ?ReaderInterface
    {
        if (extension_loaded('rdkafka')) {
            return new ExtensionReader($this->settings->properties());
        }
        $library = Library::load();

        return $library === null ? null : new FfiReader($library, $this->settings->properties());
    }
}
