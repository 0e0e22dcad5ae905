<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;

/**
 * The Magento order of a purchase order as the contract shows it: as it was made, whatever has happened to it since.
 */
class ShowOrder
{
    /**
     * @param ResourceConnection $resource
     * @param LineMap $lineMap
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly LineMap $lineMap
    ) {
    }

    /**
     * @param PurchaseOrder $purchaseOrder that has become an order
     * @return array<string, mixed>
     */
    public function execute(PurchaseOrder $purchaseOrder): array
    {
        $lineIds = $this->lineMap->of($purchaseOrder->getId());
        $connection = $this->resource->getConnection();
        $items = $connection->fetchAssoc(
            $connection->select()
                ->from($this->resource->getTableName('sales_order_item'), ['item_id', 'sku', 'qty_ordered'])
                ->where('order_id = ?', $purchaseOrder->getOrderId())
        );
        $lines = [];
        foreach ($lineIds as $itemId => $lineId) {
            if (isset($items[$itemId])) {
                $lines[] = [
                    'line_id' => $lineId,
                    'order_item_id' => $itemId,
                    'sku' => (string) $items[$itemId]['sku'],
                    'quantity' => (int) $items[$itemId]['qty_ordered'],
                ];
            }
        }
        return [
            'purchase_order_number' => $purchaseOrder->getNumber(),
            'order_id' => (int) $purchaseOrder->getOrderId(),
            'order_increment_id' => (string) $purchaseOrder->getOrderIncrementId(),
            'lines' => $lines,
        ];
    }
}
