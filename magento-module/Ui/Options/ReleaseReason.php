<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Options;

use Magento\Framework\Data\OptionSourceInterface;

/**
 * Why eaches are given back: the contract's words, and people's.
 */
class ReleaseReason implements OptionSourceInterface
{
    public const CORRECTED = 'corrected';

    /**
     * @inheritdoc
     */
    public function toOptionArray(): array
    {
        return [
            ['value' => 'amazon_cancelled', 'label' => __('Amazon cancelled')],
            ['value' => 'rejected', 'label' => __('Rejected to Amazon')],
            ['value' => 'short_shipped', 'label' => __('Short shipped')],
            ['value' => 'expired', 'label' => __('Ship window expired')],
            ['value' => 'undone', 'label' => __('Undone by the bridge')],
            ['value' => self::CORRECTED, 'label' => __('Correction')],
        ];
    }
}
