<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Framework\Event\ManagerInterface;
use Magento\Sales\Api\CreditmemoManagementInterface;
use Magento\Sales\Api\OrderRepositoryInterface;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\CreditmemoFactory;
use Magento\Sales\Model\Order\Item;
use Magento\Sales\Model\OrderFactory;
use Magento\Sales\Model\OrderMutexInterface;
use Magento\Sales\Model\ResourceModel\Order as OrderResource;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;

/**
 * Magento's own Cancel takes all that is left of an order. Amazon mostly takes back a part, so the items are cancelled by
 * quantity here, with the reservation that Magento's Cancel would write. What is invoiced already cannot be cancelled in
 * Magento: it goes back by a credit memo, offline.
 */
class GiveBackOnOrder implements GiveBackOnOrderInterface
{
    /**
     * @param OrderFactory $orderFactory
     * @param OrderResource $orderResource
     * @param OrderRepositoryInterface $orderRepository
     * @param OrderMutexInterface $orderMutex
     * @param CreditmemoFactory $creditmemoFactory
     * @param CreditmemoManagementInterface $creditmemoManagement
     * @param PlaceOrderReservations $placeOrderReservations
     * @param FollowOrder $followOrder
     * @param LineMap $lineMap
     * @param ManagerInterface $eventManager
     */
    public function __construct(
        private readonly OrderFactory $orderFactory,
        private readonly OrderResource $orderResource,
        private readonly OrderRepositoryInterface $orderRepository,
        private readonly OrderMutexInterface $orderMutex,
        private readonly CreditmemoFactory $creditmemoFactory,
        private readonly CreditmemoManagementInterface $creditmemoManagement,
        private readonly PlaceOrderReservations $placeOrderReservations,
        private readonly FollowOrder $followOrder,
        private readonly LineMap $lineMap,
        private readonly ManagerInterface $eventManager
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(PurchaseOrder $purchaseOrder, array $lines): void
    {
        $orderId = (int) $purchaseOrder->getOrderId();
        $this->orderMutex->execute($orderId, function () use ($purchaseOrder, $orderId, $lines): void {
            $itemIds = array_flip($this->lineMap->of($purchaseOrder->getId()));
            $order = $this->load($orderId);
            $cancelled = $invoiced = [];
            foreach ($lines as [$line, $eaches]) {
                $item = $order->getItemById($itemIds[$line->getLineId()]);
                $some = min($eaches, (int) $item->getQtyToCancel());
                if ($some > 0) {
                    $cancelled[] = [$item, $some];
                }
                if ($some < $eaches) {
                    $invoiced[(int) $item->getId()] = $eaches - $some;
                }
            }
            if ($cancelled !== []) {
                $this->cancel($order, $cancelled);
            }
            if ($invoiced !== []) {
                $this->followOrder->withoutUs(fn () => $this->refund($this->load($orderId), $invoiced));
            }
        });
    }

    private function load(int $orderId): Order
    {
        // Not from the repository, which remembers what it loaded before the lock.
        $order = $this->orderFactory->create();
        $this->orderResource->load($order, $orderId);

        return $order;
    }

    /**
     * @param Order $order
     * @param array<int, array{Item, int}> $cancelled
     * @return void
     */
    private function cancel(Order $order, array $cancelled): void
    {
        $amount = '0';
        $words = [];
        foreach ($cancelled as [$item, $eaches]) {
            $item->setQtyCanceled((float) $item->getQtyCanceled() + $eaches);
            $amount = bcadd($amount, bcmul((string) $item->getPrice(), (string) $eaches, 4), 4);
            $words[] = "$eaches × {$item->getSku()}";
        }
        foreach (['subtotal_canceled', 'base_subtotal_canceled', 'total_canceled', 'base_total_canceled'] as $total) {
            $order->setData($total, bcadd((string) ($order->getData($total) ?? '0'), $amount, 4));
        }
        $order->addCommentToStatusHistory((string) __('Given back to the shop: %1', implode(', ', $words)));
        $isAll = $this->isNothingLeft($order);
        if ($isAll) {
            $order->setState(Order::STATE_CANCELED)
                ->setStatus($order->getConfig()->getStateDefaultStatus(Order::STATE_CANCELED));
        }
        $this->placeOrderReservations->cancelled(
            $order,
            array_map(static fn (array $one): array => [(string) $one[0]->getSku(), $one[1]], $cancelled)
        );
        $this->orderRepository->save($order);
        if ($isAll) {
            $this->eventManager->dispatch('order_cancel_after', ['order' => $order]);
        }
    }

    private function isNothingLeft(Order $order): bool
    {
        foreach ($order->getAllItems() as $item) {
            if ((float) $item->getQtyCanceled() < (float) $item->getQtyOrdered()) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param Order $order
     * @param array<int, int> $eaches by order item id
     * @return void
     */
    private function refund(Order $order, array $eaches): void
    {
        $all = [];
        foreach ($order->getAllItems() as $item) {
            $all[(int) $item->getId()] = $eaches[(int) $item->getId()] ?? 0;
        }
        $creditmemo = $this->creditmemoFactory->createByOrder($order, ['qtys' => $all]);
        foreach ($creditmemo->getAllItems() as $item) {
            $item->setBackToStock(true);
        }
        $this->creditmemoManagement->refund($creditmemo, true);
    }
}
