<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\InventorySalesApi\Api\Data\ItemToSellInterfaceFactory;
use Magento\InventorySalesApi\Api\Data\SalesChannelInterface;
use Magento\InventorySalesApi\Api\Data\SalesChannelInterfaceFactory;
use Magento\InventorySalesApi\Api\Data\SalesEventExtensionFactory;
use Magento\InventorySalesApi\Api\Data\SalesEventInterface;
use Magento\InventorySalesApi\Api\Data\SalesEventInterfaceFactory;
use Magento\InventorySalesApi\Api\PlaceReservationsForSalesEventInterface;
use Magento\Sales\Model\Order;

/**
 * Reservations of a Magento order, as Magento's own places write them, so that shipping, cancelling and Magento's checks
 * of its reservations find what they expect.
 */
class PlaceOrderReservations
{
    /**
     * @param PlaceReservationsForSalesEventInterface $placeReservations
     * @param SalesEventInterfaceFactory $eventFactory
     * @param SalesEventExtensionFactory $eventExtensionFactory
     * @param SalesChannelInterfaceFactory $channelFactory
     * @param ItemToSellInterfaceFactory $itemFactory
     */
    public function __construct(
        private readonly PlaceReservationsForSalesEventInterface $placeReservations,
        private readonly SalesEventInterfaceFactory $eventFactory,
        private readonly SalesEventExtensionFactory $eventExtensionFactory,
        private readonly SalesChannelInterfaceFactory $channelFactory,
        private readonly ItemToSellInterfaceFactory $itemFactory
    ) {
    }

    /**
     * The order takes its eaches
     *
     * @param Order $order saved
     * @param array<int, array{string, int}> $eaches SKU and eaches per order item
     * @return void
     */
    public function placed(Order $order, array $eaches): void
    {
        $this->place($order, $eaches, -1, SalesEventInterface::EVENT_ORDER_PLACED);
    }

    /**
     * The order gives eaches back
     *
     * @param Order $order
     * @param array<int, array{string, int}> $eaches SKU and eaches per order item
     * @return void
     */
    public function cancelled(Order $order, array $eaches): void
    {
        $this->place($order, $eaches, 1, SalesEventInterface::EVENT_ORDER_CANCELED);
    }

    private function place(Order $order, array $eaches, int $sign, string $type): void
    {
        $total = [];
        foreach ($eaches as [$sku, $quantity]) {
            $total[$sku] = ($total[$sku] ?? 0) + $quantity;
        }
        $items = [];
        foreach ($total as $sku => $quantity) {
            $items[] = $this->itemFactory->create(['sku' => (string) $sku, 'qty' => (float) ($sign * $quantity)]);
        }
        $event = $this->eventFactory->create([
            'type' => $type,
            'objectType' => SalesEventInterface::OBJECT_TYPE_ORDER,
            'objectId' => (string) $order->getEntityId(),
        ]);
        $event->setExtensionAttributes($this->eventExtensionFactory->create([
            'data' => ['objectIncrementId' => (string) $order->getIncrementId()],
        ]));
        $this->placeReservations->execute($items, $this->channelFactory->create(['data' => [
            SalesChannelInterface::TYPE => SalesChannelInterface::TYPE_WEBSITE,
            SalesChannelInterface::CODE => $order->getStore()->getWebsite()->getCode(),
        ]]), $event);
    }
}
