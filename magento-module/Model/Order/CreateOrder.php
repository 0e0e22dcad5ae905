<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Authorization\Model\UserContextInterface;
use VendorBridge\AmazonVendor\Api\CreateOrderInterface;
use VendorBridge\AmazonVendor\Api\Data\OrderAnswerInterface;
use VendorBridge\AmazonVendor\Api\Data\OrderRequestInterface;
use VendorBridge\AmazonVendor\Model\Catalogue\FindProducts;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Config\Source\OrderConversion;
use VendorBridge\AmazonVendor\Model\Data\OrderAnswer;
use VendorBridge\AmazonVendor\Model\Hold\OpenPurchaseOrder;
use VendorBridge\AmazonVendor\Model\Idempotency\Once;
use VendorBridge\AmazonVendor\Model\Idempotency\Request;
use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Model\Refusal;
use VendorBridge\AmazonVendor\Model\Request\ReadOrderRequest;

/**
 * A purchase order becomes one Magento order: the unique order id in the ledger, behind the lock of its row, sees to it.
 */
class CreateOrder implements CreateOrderInterface
{
    /**
     * @param ReadOrderRequest $readRequest
     * @param Once $once
     * @param OpenPurchaseOrder $openPurchaseOrder
     * @param FindProducts $findProducts
     * @param OrderStore $orderStore
     * @param HandOver $handOver
     * @param ShowOrder $show
     * @param Config $config
     * @param UserContextInterface $userContext
     */
    public function __construct(
        private readonly ReadOrderRequest $readRequest,
        private readonly Once $once,
        private readonly OpenPurchaseOrder $openPurchaseOrder,
        private readonly FindProducts $findProducts,
        private readonly OrderStore $orderStore,
        private readonly HandOver $handOver,
        private readonly ShowOrder $show,
        private readonly Config $config,
        private readonly UserContextInterface $userContext
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(string $purchaseOrderNumber, OrderRequestInterface $order): OrderAnswerInterface
    {
        $request = $this->readRequest->execute($purchaseOrderNumber, $order);

        return new OrderAnswer($this->once->answer($request, function (bool $isNested) use ($request): array {
            $purchaseOrder = $this->openPurchaseOrder->get($request->purchaseOrderNumber, $isNested);
            if (!$purchaseOrder->isOrdered()) {
                $this->assertWanted();
                $this->handOver->execute($purchaseOrder, $this->wish($request, $purchaseOrder));
            }
            return $this->show->execute($purchaseOrder);
        }));
    }

    /**
     * @return void
     * @throws Refusal
     */
    private function assertWanted(): void
    {
        $conversion = $this->config->getOrderConversion();
        $isBridge = $this->userContext->getUserType() === UserContextInterface::USER_TYPE_INTEGRATION;
        if ($conversion === OrderConversion::NEVER || $conversion === OrderConversion::MANUAL && $isBridge) {
            throw new Refusal('orders_not_wanted');
        }
    }

    /**
     * What the order is to be, checked against what is held
     *
     * @param Request $request
     * @param PurchaseOrder $purchaseOrder
     * @return OrderWish
     * @throws Refusal
     */
    private function wish(Request $request, PurchaseOrder $purchaseOrder): OrderWish
    {
        $open = $purchaseOrder->getOpenLines();
        if ($open === []) {
            throw new Refusal('nothing_open', ['purchase_order_number' => $purchaseOrder->getNumber()]);
        }
        $store = $this->orderStore->of($purchaseOrder->getStockId());
        $currency = $store->getBaseCurrencyCode();
        if ($request->body['currency'] !== null && $request->body['currency'] !== $currency) {
            throw Refusal::invalid('order.currency', "the store takes orders in $currency");
        }
        $costs = [];
        foreach ($request->body['lines'] as ['line_id' => $lineId, 'quantity' => $quantity, 'unit_cost' => $cost]) {
            $line = $purchaseOrder->getLine($lineId);
            if ($line->getOpen() !== $quantity) {
                throw new Refusal(
                    'quantity_differs',
                    ['line_id' => $lineId, 'open' => $line->getOpen(), 'quantity' => $quantity]
                );
            }
            $costs[$lineId] = $cost;
        }
        foreach ($open as $line) {
            if (!isset($costs[$line->getLineId()])) {
                throw Refusal::invalid('order.lines', "line {$line->getLineId()} is open and not named");
            }
        }
        $this->assertStillThere($open);

        return new OrderWish($store, $open, $costs, $request->body['ship_to'], $request->body['comment']);
    }

    /**
     * Magento would drop the reservation of some products silently, and of others reserve another SKU
     *
     * @param Line[] $lines
     * @return void
     * @throws Refusal
     */
    private function assertStillThere(array $lines): void
    {
        $products = $this->findProducts->execute(array_map(static fn (Line $line): string => $line->getSku(), $lines));
        foreach ($lines as $line) {
            $problem = $products->problemOf($line->getSku());
            if ($problem === null && $products->find($line->getSku())->id !== $line->getProductId()) {
                $problem = 'another product has its SKU now';
            }
            if ($problem !== null) {
                throw Refusal::invalid('order.lines', "line {$line->getLineId()}, {$line->getSku()}: $problem");
            }
        }
    }
}
