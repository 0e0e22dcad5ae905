<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Sales\Api\OrderManagementInterface;
use Magento\Sales\Model\Order;
use VendorBridge\AmazonVendor\Model\Ledger\Cause;
use VendorBridge\AmazonVendor\Model\Ledger\History;
use VendorBridge\AmazonVendor\Model\Ledger\Ledger;
use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Model\Reservation\PlaceAmazonReservations;

/**
 * Hands what is held over to a Magento order. To be called in a transaction that holds the locks of the purchase order and
 * of its SKUs, so that nobody sees a state between:
 *
 *     order placed               no reservation yet
 *     hold given up     +n       object type amazon_purchase_order
 *     order's own       -n       object type order
 *     ledger                     order id; from now on the order holds
 *
 * The reservation is ours to make, and not that of Magento's plugin around place(): that one checks the shop's rules for
 * shoppers (minimum, maximum and steps of a cart), and puts a failed order's units back on its own, which after a deadlock
 * would be committed while all the rest is rolled back.
 */
class HandOver
{
    /**
     * @param BuildOrder $buildOrder
     * @param OrderManagementInterface $orderManagement
     * @param OwnReservation $ownReservation
     * @param PlaceAmazonReservations $placeAmazonReservations
     * @param PlaceOrderReservations $placeOrderReservations
     * @param LineMap $lineMap
     * @param Ledger $ledger
     * @param History $history
     */
    public function __construct(
        private readonly BuildOrder $buildOrder,
        private readonly OrderManagementInterface $orderManagement,
        private readonly OwnReservation $ownReservation,
        private readonly PlaceAmazonReservations $placeAmazonReservations,
        private readonly PlaceOrderReservations $placeOrderReservations,
        private readonly LineMap $lineMap,
        private readonly Ledger $ledger,
        private readonly History $history
    ) {
    }

    /**
     * @param PurchaseOrder $purchaseOrder locked
     * @param OrderWish $wish
     * @return void
     */
    public function execute(PurchaseOrder $purchaseOrder, OrderWish $wish): void
    {
        [$order, $itemsByLine] = $this->buildOrder->execute($purchaseOrder, $wish);
        /** @var Order $order */
        $order = $this->ownReservation->during(fn () => $this->orderManagement->place($order));

        $this->placeAmazonReservations->execute(
            $purchaseOrder,
            array_map(static fn (Line $line): array => [$line, $line->getOpen()], $wish->lines),
            Cause::PO_CONVERTED
        );
        $this->placeOrderReservations->placed($order, array_map(
            static fn (Line $line): array => [$line->getSku(), $line->getOpen()],
            $wish->lines
        ));
        $lineIds = [];
        foreach ($itemsByLine as [$item, $line]) {
            $lineIds[(int) $item->getItemId()] = $line->getLineId();
        }
        $this->lineMap->keep($purchaseOrder->getId(), $lineIds);
        $purchaseOrder->becomeOrder((int) $order->getEntityId(), (string) $order->getIncrementId());
        $this->ledger->save($purchaseOrder, []);
        $this->history->appendOne(
            $purchaseOrder,
            'ordered',
            new Cause(Cause::PO_CONVERTED, null, (string) $order->getIncrementId())
        );
    }
}
