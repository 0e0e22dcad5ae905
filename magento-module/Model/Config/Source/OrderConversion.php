<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Source;

use Magento\Framework\Data\OptionSourceInterface;

/**
 * When a held purchase order becomes a Magento order.
 */
class OrderConversion implements OptionSourceInterface
{
    public const AUTO = 'auto';
    public const MANUAL = 'manual';
    public const NEVER = 'never';

    /**
     * @inheritdoc
     */
    public function toOptionArray(): array
    {
        return [
            ['value' => self::AUTO, 'label' => __('Automatically, once Amazon was told')],
            ['value' => self::MANUAL, 'label' => __('By hand, from the purchase order')],
            ['value' => self::NEVER, 'label' => __('Never, dispatches are recorded without an order')],
        ];
    }
}
