<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Options;

use Magento\Framework\Data\OptionSourceInterface;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;

/**
 * Statuses of purchase orders in people's words.
 */
class PurchaseOrderStatus implements OptionSourceInterface
{
    /**
     * @inheritdoc
     */
    public function toOptionArray(): array
    {
        return [
            ['value' => PurchaseOrder::STATUS_OPEN, 'label' => __('Reserved')],
            ['value' => PurchaseOrder::STATUS_ORDERED, 'label' => __('Magento Order')],
            ['value' => PurchaseOrder::STATUS_CLOSED, 'label' => __('Closed')],
        ];
    }
}
