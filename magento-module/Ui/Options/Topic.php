<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Options;

use Magento\Framework\Data\OptionSourceInterface;
use VendorBridge\AmazonVendor\Model\Outbox\OutboxInterface;

/**
 * Topics in people's words.
 */
class Topic implements OptionSourceInterface
{
    /**
     * @inheritdoc
     */
    public function toOptionArray(): array
    {
        return [
            ['value' => OutboxInterface::STOCK_TOPIC, 'label' => __('Stock')],
            ['value' => OutboxInterface::DISPATCH_TOPIC, 'label' => __('Dispatches')],
        ];
    }
}
