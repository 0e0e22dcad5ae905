<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Source;

use Magento\Framework\Data\OptionSourceInterface;

/**
 * Values of librdkafka's `sasl.mechanism` that need a user and a password and nothing else.
 */
class SaslMechanism implements OptionSourceInterface
{
    /**
     * @inheritdoc
     */
    public function toOptionArray(): array
    {
        return array_map(
            static fn (string $name): array => ['value' => $name, 'label' => $name],
            ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN']
        );
    }
}
