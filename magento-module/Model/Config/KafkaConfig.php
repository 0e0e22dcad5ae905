<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config;

use Magento\Framework\App\Config\ScopeConfigInterface;

/**
 * How to reach Kafka, in the words of librdkafka, which ext-rdkafka and the FFI publisher share.
 */
class KafkaConfig
{
    private const PATH = 'amazon_vendor/kafka/';
    private const TLS = ['ssl', 'sasl_ssl'];
    private const SASL = ['sasl_ssl', 'sasl_plaintext'];

    /**
     * @param ScopeConfigInterface $scopeConfig
     */
    public function __construct(
        private readonly ScopeConfigInterface $scopeConfig
    ) {
    }

    /**
     * Whether events go to Kafka; else the bridge reads the outbox over REST
     *
     * @return bool
     */
    public function isEnabled(): bool
    {
        return $this->scopeConfig->isSetFlag(self::PATH . 'enabled');
    }

    /**
     * @return string[] host:port
     */
    public function getBrokers(): array
    {
        return BrokerList::in($this->value('brokers'));
    }

    /**
     * Whether the brokers speak TLS
     *
     * @return bool
     */
    public function isTls(): bool
    {
        return in_array($this->value('security_protocol'), self::TLS, true);
    }

    /**
     * Properties of librdkafka that connect; what to produce, and how surely, is the publisher's
     *
     * @return array<string, string> secrets in clear: for librdkafka alone, never for a log
     */
    public function getConnectionProperties(): array
    {
        $protocol = $this->value('security_protocol');
        $properties = [
            'bootstrap.servers' => implode(',', $this->getBrokers()),
            'security.protocol' => $protocol,
        ];
        if (in_array($protocol, self::SASL, true)) {
            $properties += [
                'sasl.mechanism' => $this->value('sasl_mechanism'),
                'sasl.username' => $this->value('sasl_username'),
                'sasl.password' => $this->value('sasl_password'),
            ];
        }
        if (in_array($protocol, self::TLS, true)) {
            $properties += [
                'ssl.ca.location' => $this->value('ssl_ca_location'),
                'ssl.certificate.location' => $this->value('ssl_certificate_location'),
                'ssl.key.location' => $this->value('ssl_key_location'),
                'ssl.key.password' => $this->value('ssl_key_password'),
            ];
        }
        return array_filter($properties, static fn (string $value): bool => $value !== '');
    }

    private function value(string $field): string
    {
        return (string) $this->scopeConfig->getValue(self::PATH . $field);
    }
}
