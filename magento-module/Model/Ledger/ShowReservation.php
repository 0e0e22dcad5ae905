<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Ledger;

use VendorBridge\AmazonVendor\Model\Instant;

/**
 * A purchase order as the contract shows it.
 */
class ShowReservation
{
    /**
     * @param PurchaseOrder $purchaseOrder
     * @return array<string, mixed>
     */
    public function execute(PurchaseOrder $purchaseOrder): array
    {
        return [
            'purchase_order_number' => $purchaseOrder->getNumber(),
            'stock_id' => $purchaseOrder->getStockId(),
            'status' => $purchaseOrder->getStatus(),
            'order_id' => $purchaseOrder->getOrderId(),
            'order_increment_id' => $purchaseOrder->getOrderIncrementId(),
            'created_at' => Instant::ofDatabase($purchaseOrder->getCreatedAt()),
            'updated_at' => Instant::ofDatabase($purchaseOrder->getUpdatedAt()),
            'lines' => array_map(static fn (Line $line): array => [
                'line_id' => $line->getLineId(),
                'line_number' => $line->getLineNumber(),
                'sku' => $line->getSku(),
                'case_pack' => $line->getCasePack(),
                'requested' => $line->getRequested(),
                'reserved' => $line->getReserved(),
                'shipped' => $line->getShipped(),
                'released' => $line->getReleased(),
                'open' => $line->getOpen(),
            ], $purchaseOrder->getLines()),
        ];
    }
}
