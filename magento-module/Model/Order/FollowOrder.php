<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Framework\App\ResourceConnection;
use Magento\Sales\Model\Order\Creditmemo;
use Magento\Sales\Model\Order\Item;
use VendorBridge\AmazonVendor\Model\Database\Transaction;
use VendorBridge\AmazonVendor\Model\Ledger\Cause;
use VendorBridge\AmazonVendor\Model\Ledger\Ledger;
use VendorBridge\AmazonVendor\Model\Ledger\Movement;
use VendorBridge\AmazonVendor\Model\Ledger\PostMovements;

/**
 * The ledger follows what people do to the Magento order of a purchase order: what they cancel, or refund before it has
 * left, is given back to the shop. Magento writes the reservations; the stock event that follows tells of them.
 */
class FollowOrder
{
    private bool $isOurs = false;

    /**
     * @param ResourceConnection $resource
     * @param Transaction $transaction
     * @param Ledger $ledger
     * @param PostMovements $postMovements
     * @param LineMap $lineMap
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Transaction $transaction,
        private readonly Ledger $ledger,
        private readonly PostMovements $postMovements,
        private readonly LineMap $lineMap
    ) {
    }

    /**
     * Work whose caller posts the release itself
     *
     * @param callable $work
     * @return void
     */
    public function withoutUs(callable $work): void
    {
        $this->isOurs = true;
        try {
            $work();
        } finally {
            $this->isOurs = false;
        }
    }

    /**
     * An order item is about to be cancelled
     *
     * @param Item $item
     * @return void
     */
    public function cancelled(Item $item): void
    {
        $orderId = (int) $item->getOrderId();
        $this->release($orderId, [(int) $item->getId() => (int) $item->getQtyToCancel()], new Cause(
            Cause::PO_RELEASED,
            'order_canceled',
            null,
            "order:$orderId"
        ));
    }

    /**
     * A credit memo was saved, for the first time or again. What has left is no more open; of the rest, refunded goods are
     * no more Amazon's. Counted as MSI counts what it gives back to the stock.
     *
     * @param Creditmemo $creditmemo
     * @return void
     */
    public function refunded(Creditmemo $creditmemo): void
    {
        $eaches = [];
        foreach ($creditmemo->getAllItems() as $one) {
            $item = $one->getOrderItem();
            $quantity = (float) $one->getQty();
            $notLeft = (float) $item->getQtyInvoiced() - ((float) $item->getQtyRefunded() - $quantity)
                - (float) $item->getQtyShipped();
            $eaches[(int) $item->getId()] = (int) floor(round(min($quantity, $notLeft), 4));
        }
        $this->release((int) $creditmemo->getOrderId(), $eaches, new Cause(
            Cause::PO_RELEASED,
            'order_refunded',
            (string) $creditmemo->getIncrementId(),
            'creditmemo:' . $creditmemo->getId()
        ), true);
    }

    /**
     * @param int $orderId
     * @param array<int, int> $eaches by order item id
     * @param Cause $cause
     * @param bool $isOnce whether its cause may come again for the same eaches
     * @return void
     */
    private function release(int $orderId, array $eaches, Cause $cause, bool $isOnce = false): void
    {
        $eaches = array_filter($eaches, static fn (int $some): bool => $some > 0);
        $found = $this->isOurs || $eaches === [] ? null : $this->ledger->findByOrderId($orderId);
        if ($found === null) {
            return;
        }
        $this->transaction->run(function () use ($found, $eaches, $cause, $isOnce): void {
            $this->ledger->lock($found->getNumber());
            if ($isOnce && $this->isPosted($found->getId(), (string) $cause->causedBy)) {
                return;
            }
            $purchaseOrder = $this->ledger->current($found->getId(), true);
            $lineIds = $this->lineMap->of($purchaseOrder->getId());
            $movements = [];
            foreach (array_intersect_key($lineIds, $eaches) as $itemId => $lineId) {
                $line = $purchaseOrder->getLine($lineId);
                $some = min($eaches[$itemId], $line->getOpen());
                if ($some > 0) {
                    $movements[] = Movement::release($line, $some);
                }
            }
            if ($movements !== []) {
                $this->postMovements->execute($purchaseOrder, $movements, $cause);
            }
        });
    }

    private function isPosted(int $poId, string $causedBy): bool
    {
        $connection = $this->resource->getConnection();
        return false !== $connection->fetchOne(
            $connection->select()
                ->from($this->resource->getTableName('amazon_vendor_po_history'), 'history_id')
                ->where('po_id = ?', $poId)
                ->where('caused_by = ?', $causedBy)
                ->limit(1)
        );
    }
}
