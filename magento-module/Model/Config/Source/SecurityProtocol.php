<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Source;

use Magento\Framework\Data\OptionSourceInterface;

/**
 * Values of librdkafka's `security.protocol`.
 */
class SecurityProtocol implements OptionSourceInterface
{
    /**
     * @inheritdoc
     */
    public function toOptionArray(): array
    {
        return [
            ['value' => 'plaintext', 'label' => __('Plain text, no sign-in')],
            ['value' => 'ssl', 'label' => __('TLS')],
            ['value' => 'sasl_ssl', 'label' => __('TLS and SASL')],
            ['value' => 'sasl_plaintext', 'label' => __('SASL without TLS')],
        ];
    }
}
