<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Hold;

use VendorBridge\AmazonVendor\Api\AdjustReservationInterface;
use VendorBridge\AmazonVendor\Api\Data\AdjustAnswerInterface;
use VendorBridge\AmazonVendor\Api\Data\AdjustRequestInterface;
use VendorBridge\AmazonVendor\Model\Catalogue\FindProducts;
use VendorBridge\AmazonVendor\Model\Catalogue\ProductsBySku;
use VendorBridge\AmazonVendor\Model\Data\AdjustAnswer;
use VendorBridge\AmazonVendor\Model\Idempotency\Once;
use VendorBridge\AmazonVendor\Model\Idempotency\Request;
use VendorBridge\AmazonVendor\Model\Ledger\Cause;
use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\Movement;
use VendorBridge\AmazonVendor\Model\Ledger\PostMovements;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Model\Order\GiveBackOnOrderInterface;
use VendorBridge\AmazonVendor\Model\Order\LockOrder;
use VendorBridge\AmazonVendor\Model\Refusal;
use VendorBridge\AmazonVendor\Model\Request\ReadReservationRequest;

/**
 * Sets what lines want in all. Lines that fall give first, so that a line that rises may have it.
 */
class AdjustReservation implements AdjustReservationInterface
{
    /**
     * @param ReadReservationRequest $readRequest
     * @param Once $once
     * @param OpenPurchaseOrder $openPurchaseOrder
     * @param FindProducts $findProducts
     * @param OpenAllotment $openAllotment
     * @param PostMovements $postMovements
     * @param GiveBackOnOrderInterface $giveBackOnOrder
     * @param LockOrder $lockOrder
     */
    public function __construct(
        private readonly ReadReservationRequest $readRequest,
        private readonly Once $once,
        private readonly OpenPurchaseOrder $openPurchaseOrder,
        private readonly FindProducts $findProducts,
        private readonly OpenAllotment $openAllotment,
        private readonly PostMovements $postMovements,
        private readonly GiveBackOnOrderInterface $giveBackOnOrder,
        private readonly LockOrder $lockOrder
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(string $purchaseOrderNumber, AdjustRequestInterface $adjustment): AdjustAnswerInterface
    {
        $request = $this->readRequest->adjust($purchaseOrderNumber, $adjustment);

        $orderId = $this->lockOrder->of($request->purchaseOrderNumber);

        return new AdjustAnswer($this->once->answer($request, function (bool $isNested) use ($request, $orderId): array {
            $this->lockOrder->execute($orderId);
            $purchaseOrder = $this->openPurchaseOrder->get($request->purchaseOrderNumber, $isNested);

            return $this->adjust($request, $purchaseOrder, $isNested);
        }));
    }

    /**
     * @param Request $request
     * @param PurchaseOrder $purchaseOrder
     * @param bool $isNested
     * @return array<string, mixed>
     * @throws Refusal
     */
    private function adjust(Request $request, PurchaseOrder $purchaseOrder, bool $isNested): array
    {
        $wishes = $this->wishes($request->body['lines'], $purchaseOrder);
        $plans = $this->plan($wishes, $request->body['mode'], $purchaseOrder, $isNested);
        $isKept = $request->body['mode'] === Allotment::WHOLE_ORDER && array_filter(
            $plans,
            static fn (array $plan): bool => $plan['change'] > 0 && $plan['granted'] < $plan['change']
        ) !== [];

        $movements = $back = $wished = [];
        foreach ($isKept ? [] : $plans as $plan) {
            ['line' => $line, 'granted' => $granted, 'released' => $released] = $plan;
            $line->wish($plan['requested']);
            $wished[] = $line;
            if ($granted > 0) {
                $movements[] = Movement::reserve($line, $granted);
            }
            if ($released > 0) {
                $movements[] = Movement::release($line, $released);
                $back[] = [$line, $released];
            }
        }
        if ($purchaseOrder->isOrdered() && $back !== []) {
            $this->giveBackOnOrder->execute($purchaseOrder, $back);
        }
        if ($wished !== []) {
            $this->postMovements->execute($purchaseOrder, $movements, new Cause(Cause::PO_ADJUSTED), $wished);
        }
        return [
            'purchase_order_number' => $purchaseOrder->getNumber(),
            'lines' => array_map(static fn (array $plan): array => self::answer($plan, $isKept), $plans),
        ];
    }

    /**
     * @param array<int, array{line_id: string, requested: int}> $lines
     * @param PurchaseOrder $purchaseOrder
     * @return array<int, array{line: Line, requested: int, change: int}>
     * @throws Refusal
     */
    private function wishes(array $lines, PurchaseOrder $purchaseOrder): array
    {
        $wishes = [];
        foreach ($lines as ['line_id' => $lineId, 'requested' => $requested]) {
            $line = $purchaseOrder->getLine($lineId);
            if ($requested < $line->getShipped()) {
                throw new Refusal(
                    'below_shipped',
                    ['line_id' => $lineId, 'shipped' => $line->getShipped(), 'requested' => $requested]
                );
            }
            $change = $requested - $line->getShipped() - $line->getOpen();
            $wishes[] = ['line' => $line, 'requested' => $requested, 'change' => $change];
        }
        foreach ($wishes as ['change' => $change]) {
            if ($change > 0) {
                $purchaseOrder->assertNotOrdered();
            }
        }
        return $wishes;
    }

    /**
     * @param array<int, array{line: Line, requested: int, change: int}> $wishes
     * @param string $mode
     * @param PurchaseOrder $purchaseOrder
     * @param bool $isNested
     * @return array<int, array<string, mixed>>
     */
    private function plan(array $wishes, string $mode, PurchaseOrder $purchaseOrder, bool $isNested): array
    {
        $skus = array_map(static fn (array $wish): string => $wish['line']->getSku(), $wishes);
        $products = $this->findProducts->execute($skus);
        $allotment = $this->openAllotment->execute(
            $purchaseOrder->getStockId(),
            $products->holdable($skus),
            $isNested
        );
        foreach ($wishes as ['line' => $line, 'change' => $change]) {
            if ($change < 0) {
                $allotment->giveBack($line->getSku(), -$change);
            }
        }
        return array_map(
            fn (array $wish): array => $wish
                + ['released' => max(0, -$wish['change'])]
                + $this->rise($wish['line'], $wish['change'], $mode, $products, $allotment),
            $wishes
        );
    }

    /**
     * @param Line $line
     * @param int $change
     * @param string $mode
     * @param ProductsBySku $products
     * @param Allotment $allotment
     * @return array{granted: int, reason: string|null, stock_seen: array<string, int|float>|null}
     */
    private function rise(
        Line $line,
        int $change,
        string $mode,
        ProductsBySku $products,
        Allotment $allotment
    ): array {
        if ($change <= 0) {
            return ['granted' => 0, 'reason' => null, 'stock_seen' => null];
        }
        // The product may have been renamed, removed or taken out of stock management since it was held.
        $problem = $products->problemOf($line->getSku());
        if ($problem !== null) {
            return ['granted' => 0, 'reason' => $problem, 'stock_seen' => null];
        }
        $already = $line->getShipped() + $line->getOpen();
        $allotted = $allotment->allot($line->getSku(), $change, $already, $line->getCasePack(), $mode);

        return [
            'granted' => $allotted->granted,
            'reason' => $allotted->reason,
            'stock_seen' => $allotted->seen->toArray(),
        ];
    }

    /**
     * @param array<string, mixed> $plan
     * @param bool $isKept whether every line stays as it was
     * @return array<string, mixed>
     */
    private static function answer(array $plan, bool $isKept): array
    {
        $reason = $plan['reason'] ?? ($isKept && $plan['change'] !== 0 ? Allotment::WHOLE_ORDER : null);

        return [
            'line_id' => $plan['line']->getLineId(),
            'sku' => $plan['line']->getSku(),
            'requested' => $plan['requested'],
            'granted' => $isKept ? 0 : $plan['granted'],
            'released' => $isKept ? 0 : $plan['released'],
            'open' => $plan['line']->getOpen(),
        ]
            + ($reason === null ? [] : ['reason' => $reason])
            + ($plan['stock_seen'] === null ? [] : ['stock_seen' => $plan['stock_seen']]);
    }
}
