<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Dispatch;

use VendorBridge\AmazonVendor\Api\Data\DispatchInterface;
use VendorBridge\AmazonVendor\Api\Data\DispatchRequestInterface;
use VendorBridge\AmazonVendor\Api\RecordDispatchInterface;
use VendorBridge\AmazonVendor\Model\Data\Dispatch as DispatchAnswer;
use VendorBridge\AmazonVendor\Model\Hold\OpenPurchaseOrder;
use VendorBridge\AmazonVendor\Model\Idempotency\Once;
use VendorBridge\AmazonVendor\Model\Idempotency\Request;
use VendorBridge\AmazonVendor\Model\Instant;
use VendorBridge\AmazonVendor\Model\Ledger\Cause;
use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\Movement;
use VendorBridge\AmazonVendor\Model\Ledger\PostMovements;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Model\Refusal;
use VendorBridge\AmazonVendor\Model\Request\ReadDispatchRequest;
use VendorBridge\AmazonVendor\Model\Stock\DeductFromSource;

/**
 * For shops that want no Magento orders: what left is off the source, off the hold, in the ledger and told, or none of it.
 */
class RecordDispatch implements RecordDispatchInterface
{
    /**
     * @param ReadDispatchRequest $readRequest
     * @param Once $once
     * @param OpenPurchaseOrder $openPurchaseOrder
     * @param DeductFromSource $deductFromSource
     * @param PostMovements $postMovements
     * @param Dispatches $dispatches
     */
    public function __construct(
        private readonly ReadDispatchRequest $readRequest,
        private readonly Once $once,
        private readonly OpenPurchaseOrder $openPurchaseOrder,
        private readonly DeductFromSource $deductFromSource,
        private readonly PostMovements $postMovements,
        private readonly Dispatches $dispatches
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(DispatchRequestInterface $dispatch): DispatchInterface
    {
        $request = $this->readRequest->dispatch($dispatch);

        return new DispatchAnswer($this->once->answer(
            $request,
            fn (bool $isNested): array => $this->record(
                $request,
                $this->openPurchaseOrder->get($request->purchaseOrderNumber, $isNested)
            )
        ));
    }

    /**
     * @param Request $request
     * @param PurchaseOrder $purchaseOrder
     * @return array<string, mixed>
     * @throws Refusal
     */
    private function record(Request $request, PurchaseOrder $purchaseOrder): array
    {
        $purchaseOrder->assertNotOrdered();
        $this->deductFromSource->assertShippable($request->body['source_code'], $purchaseOrder);
        $goods = array_map(static fn (array $wish): array => self::goods($wish, $purchaseOrder), $request->body['lines']);

        $eaches = [];
        foreach ($goods as [$line, $quantity]) {
            $eaches[$line->getSku()] = ($eaches[$line->getSku()] ?? 0) + $quantity;
        }
        $this->deductFromSource->execute($request->body['source_code'], $purchaseOrder, $eaches);
        $this->postMovements->execute(
            $purchaseOrder,
            array_map(static fn (array $one): Movement => Movement::ship(...$one), $goods),
            new Cause(Cause::PO_SHIPPED)
        );
        $dispatch = new Dispatch(
            null,
            $purchaseOrder->getId(),
            $purchaseOrder->getNumber(),
            null,
            null,
            null,
            $request->body['source_code'],
            $request->body['dispatched_at'] ?? Instant::now(),
            array_map(static fn (array $one): array => [
                'line_id' => $one[0]->getLineId(),
                'sku' => $one[0]->getSku(),
                'quantity' => $one[1],
            ], $goods),
            $request->body['weight'],
            $request->body['package_count']
        );
        $this->dispatches->add($dispatch, $request->body['tracks']);

        return $dispatch->toArray();
    }

    /**
     * @param array{line_id: string, quantity: int} $wish
     * @param PurchaseOrder $purchaseOrder
     * @return array{Line, int}
     * @throws Refusal
     */
    private static function goods(array $wish, PurchaseOrder $purchaseOrder): array
    {
        $line = $purchaseOrder->getLine($wish['line_id']);
        if ($wish['quantity'] > $line->getOpen()) {
            throw new Refusal(
                'more_than_open',
                ['line_id' => $line->getLineId(), 'open' => $line->getOpen(), 'quantity' => $wish['quantity']]
            );
        }
        return [$line, $wish['quantity']];
    }
}
