<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Sales\Api\Data\OrderItemInterface;
use Magento\Sales\Api\Data\OrderItemInterfaceFactory;
use Magento\Sales\Api\Data\OrderPaymentInterfaceFactory;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\OrderFactory;
use Magento\Store\Model\Store;
use VendorBridge\AmazonVendor\Model\Carrier\AmazonVendor as Carrier;
use VendorBridge\AmazonVendor\Model\Catalogue\Attributes;
use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;

/**
 * Writes the order. Not by way of a cart: a cart can only hold what is on sale, while ours is still held; it applies price
 * rules, limits and taxes that are meant for shoppers; and twenty of its lines take longer than the rest of the work.
 */
class BuildOrder
{
    private const PLACES = 4;

    /**
     * @param OrderFactory $orderFactory
     * @param OrderItemInterfaceFactory $itemFactory
     * @param OrderPaymentInterfaceFactory $paymentFactory
     * @param Attributes $attributes
     * @param ShipTo $shipTo
     * @param PaymentMethod $paymentMethod
     * @param CustomerGroup $customerGroup
     */
    public function __construct(
        private readonly OrderFactory $orderFactory,
        private readonly OrderItemInterfaceFactory $itemFactory,
        private readonly OrderPaymentInterfaceFactory $paymentFactory,
        private readonly Attributes $attributes,
        private readonly ShipTo $shipTo,
        private readonly PaymentMethod $paymentMethod,
        private readonly CustomerGroup $customerGroup
    ) {
    }

    /**
     * @param PurchaseOrder $purchaseOrder
     * @param OrderWish $wish
     * @return array{Order, array<int, array{OrderItemInterface, Line}>} the order, not saved, and which item is which line
     */
    public function execute(PurchaseOrder $purchaseOrder, OrderWish $wish): array
    {
        $order = $this->orderFactory->create();
        $subtotal = $weight = '0';
        $eaches = 0;
        $items = [];
        $facts = $this->attributes->read(
            array_map(static fn (Line $line): int => $line->getProductId(), $wish->lines),
            ['name', 'weight']
        );
        foreach ($wish->lines as $line) {
            $item = $this->item($line, $wish, $facts[$line->getProductId()] ?? []);
            $subtotal = bcadd($subtotal, (string) $item->getRowTotal(), self::PLACES);
            $weight = bcadd($weight, (string) $item->getRowWeight(), self::PLACES);
            $eaches += $line->getOpen();
            $items[] = [$item, $line];
        }
        $this->head($order, $purchaseOrder, $wish->store);
        $order->addData([
            'subtotal' => $subtotal,
            'base_subtotal' => $subtotal,
            'subtotal_incl_tax' => $subtotal,
            'base_subtotal_incl_tax' => $subtotal,
            'grand_total' => $subtotal,
            'base_grand_total' => $subtotal,
            'total_due' => $subtotal,
            'base_total_due' => $subtotal,
            'total_qty_ordered' => $eaches,
            'weight' => $weight,
        ]);
        $order->setItems(array_column($items, 0));
        $this->addresses($order, $purchaseOrder, $wish);
        $order->setPayment(
            $this->paymentFactory->create()
                ->setMethod($this->paymentMethod->codeFor($wish->store, $order->getBillingAddress()->getCountryId()))
                ->setPoNumber($purchaseOrder->getNumber())
        );
        // A comment carries the status of its moment.
        $order->setState(Order::STATE_NEW)
            ->setStatus($order->getConfig()->getStateDefaultStatus(Order::STATE_NEW));
        $order->addCommentToStatusHistory((string) __('Amazon purchase order %1', $purchaseOrder->getNumber()));
        if ($wish->comment !== null && $wish->comment !== '') {
            $order->addCommentToStatusHistory($wish->comment);
        }
        return [$order, $items];
    }

    private function head(Order $order, PurchaseOrder $purchaseOrder, Store $store): void
    {
        $currency = $store->getBaseCurrencyCode();
        $global = (string) $store->getConfig('currency/options/base');
        $zeros = array_fill_keys([
            'tax_amount', 'base_tax_amount', 'discount_amount', 'base_discount_amount',
            'shipping_amount', 'base_shipping_amount', 'shipping_tax_amount', 'base_shipping_tax_amount',
            'shipping_incl_tax', 'base_shipping_incl_tax', 'shipping_discount_amount', 'base_shipping_discount_amount',
            'discount_tax_compensation_amount', 'base_discount_tax_compensation_amount',
            'shipping_discount_tax_compensation_amount', 'base_shipping_discount_tax_compensation_amnt',
        ], 0);
        $order->addData($zeros + [
            'store_id' => (int) $store->getId(),
            'ext_order_id' => $purchaseOrder->getNumber(),
            // In the currency that the purchase order is agreed in: nothing is converted.
            'global_currency_code' => $global,
            'base_currency_code' => $currency,
            'store_currency_code' => $currency,
            'order_currency_code' => $currency,
            'base_to_global_rate' => $currency === $global ? 1 : ($store->getBaseCurrency()->getRate($global) ?: 1),
            'base_to_order_rate' => 1,
            'store_to_base_rate' => 1,
            'store_to_order_rate' => 1,
            'customer_is_guest' => 1,
            'customer_group_id' => $this->customerGroup->id(),
            'customer_email' => $this->shipTo->email($store),
            'customer_firstname' => 'Amazon',
            'customer_lastname' => 'Vendor',
            'customer_note_notify' => 0,
            'send_email' => 0,
            'is_virtual' => 0,
            'shipping_method' => Carrier::METHOD,
            'shipping_description' => (string) __('Amazon Vendor'),
        ]);
        $order->setCanSendNewEmailFlag(false);
    }

    /**
     * @param Line $line
     * @param OrderWish $wish
     * @param array<string, string> $facts
     * @return OrderItemInterface
     */
    private function item(Line $line, OrderWish $wish, array $facts): OrderItemInterface
    {
        $eaches = $line->getOpen();
        $price = $wish->costs[$line->getLineId()];
        $total = bcmul($price, (string) $eaches, self::PLACES);
        $weight = bcadd($facts['weight'] ?? '0', '0', self::PLACES);
        $zeros = array_fill_keys([
            'tax_percent', 'tax_amount', 'base_tax_amount', 'discount_percent', 'discount_amount',
            'base_discount_amount', 'discount_tax_compensation_amount', 'base_discount_tax_compensation_amount',
            'is_qty_decimal', 'no_discount', 'free_shipping',
        ], 0);

        return $this->itemFactory->create()->addData($zeros + [
            'store_id' => (int) $wish->store->getId(),
            'product_id' => $line->getProductId(),
            'product_type' => 'simple',
            'product_options' => ['info_buyRequest' => ['qty' => $eaches]],
            // Whatever the product is called in the catalogue: what Amazon orders by the each leaves in a box.
            'is_virtual' => 0,
            'sku' => $line->getSku(),
            'name' => $facts['name'] ?? $line->getSku(),
            'weight' => $weight,
            'row_weight' => bcmul($weight, (string) $eaches, self::PLACES),
            'qty_ordered' => $eaches,
            'price' => $price,
            'base_price' => $price,
            'original_price' => $price,
            'base_original_price' => $price,
            'price_incl_tax' => $price,
            'base_price_incl_tax' => $price,
            'row_total' => $total,
            'base_row_total' => $total,
            'row_total_incl_tax' => $total,
            'base_row_total_incl_tax' => $total,
        ]);
    }

    private function addresses(Order $order, PurchaseOrder $purchaseOrder, OrderWish $wish): void
    {
        $order->setBillingAddress($this->shipTo->address($purchaseOrder, $wish));
        $order->setShippingAddress($this->shipTo->address($purchaseOrder, $wish));
    }
}
