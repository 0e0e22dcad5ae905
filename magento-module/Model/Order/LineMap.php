<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Framework\App\ResourceConnection;

/**
 * Which order item is which line of a purchase order. Written when the order is made, in its transaction; what is shipped
 * of the item has left of the line.
 */
class LineMap
{
    private const TABLE = 'amazon_vendor_order_item_line';

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * @param int $poId row id of the purchase order
     * @param array<int, string> $lineIds by order item id
     * @return void
     */
    public function keep(int $poId, array $lineIds): void
    {
        $rows = [];
        foreach ($lineIds as $orderItemId => $lineId) {
            $rows[] = ['order_item_id' => $orderItemId, 'po_id' => $poId, 'line_id' => $lineId];
        }
        if ($rows !== []) {
            $this->resource->getConnection()->insertMultiple($this->resource->getTableName(self::TABLE), $rows);
        }
    }

    /**
     * @param int $poId row id of the purchase order
     * @return array<int, string> line ids by order item id
     */
    public function of(int $poId): array
    {
        $connection = $this->resource->getConnection();
        return array_map('strval', $connection->fetchPairs(
            $connection->select()
                ->from($this->resource->getTableName(self::TABLE), ['order_item_id', 'line_id'])
                ->where('po_id = ?', $poId)
                ->order('order_item_id')
        ));
    }
}
