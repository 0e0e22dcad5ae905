<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Framework\App\ResourceConnection;

/**
 * Whoever ships, cancels or refunds an order in Magento has its row before ours. Whoever takes goods back of it asks for
 * the rows in the same order, or the two wait for each other, and the database turns the warehouse away.
 */
class LockOrder
{
    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * The Magento order of a purchase order. To be asked before the transaction begins: in it, this read would be the
     * snapshot of all that follow.
     *
     * @param string $purchaseOrderNumber
     * @return int|null
     */
    public function of(string $purchaseOrderNumber): ?int
    {
        $connection = $this->resource->getConnection();
        $orderId = $connection->fetchOne(
            $connection->select()
                ->from($this->resource->getTableName('amazon_vendor_po'), 'order_id')
                ->where('purchase_order_number = ?', $purchaseOrderNumber)
        );
        return $orderId === false || $orderId === null ? null : (int) $orderId;
    }

    /**
     * @param int|null $orderId as of() answered it
     * @return void
     */
    public function execute(?int $orderId): void
    {
        if ($orderId === null) {
            return;
        }
        $connection = $this->resource->getConnection();
        $connection->fetchOne(
            $connection->select()
                ->from($this->resource->getTableName('sales_order'), 'entity_id')
                ->where('entity_id = ?', $orderId)
                ->forUpdate(true)
        );
    }
}
