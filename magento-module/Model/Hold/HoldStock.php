<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Hold;

use VendorBridge\AmazonVendor\Api\Data\HoldAnswerInterface;
use VendorBridge\AmazonVendor\Api\Data\HoldRequestInterface;
use VendorBridge\AmazonVendor\Api\HoldStockInterface;
use VendorBridge\AmazonVendor\Model\Catalogue\CatalogueProduct;
use VendorBridge\AmazonVendor\Model\Catalogue\FindProducts;
use VendorBridge\AmazonVendor\Model\Catalogue\ProductsBySku;
use VendorBridge\AmazonVendor\Model\Data\HoldAnswer;
use VendorBridge\AmazonVendor\Model\Idempotency\Once;
use VendorBridge\AmazonVendor\Model\Idempotency\Request;
use VendorBridge\AmazonVendor\Model\Ledger\Cause;
use VendorBridge\AmazonVendor\Model\Ledger\Ledger;
use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\Movement;
use VendorBridge\AmazonVendor\Model\Ledger\PostMovements;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Model\Refusal;
use VendorBridge\AmazonVendor\Model\Request\ReadReservationRequest;
use VendorBridge\AmazonVendor\Model\Stock\LockStock;
use VendorBridge\AmazonVendor\Model\Stock\Stocks;

/**
 * Holds stock for the lines of one purchase order.
 *
 *     before the transaction   products, missing lock rows
 *     in it                    key, purchase order row, stock rows in order of SKU; only then the stock is looked at
 *                              decide all lines, write ledger + reservations + history + mirror + answer
 */
class HoldStock implements HoldStockInterface
{
    /**
     * @param ReadReservationRequest $readRequest
     * @param Once $once
     * @param Stocks $stocks
     * @param FindProducts $findProducts
     * @param LockStock $lockStock
     * @param Ledger $ledger
     * @param OpenAllotment $openAllotment
     * @param PostMovements $postMovements
     */
    public function __construct(
        private readonly ReadReservationRequest $readRequest,
        private readonly Once $once,
        private readonly Stocks $stocks,
        private readonly FindProducts $findProducts,
        private readonly LockStock $lockStock,
        private readonly Ledger $ledger,
        private readonly OpenAllotment $openAllotment,
        private readonly PostMovements $postMovements
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(HoldRequestInterface $reservation): HoldAnswerInterface
    {
        $request = $this->readRequest->hold($reservation);
        $known = $this->once->find($request);
        if ($known !== null) {
            return new HoldAnswer($known);
        }
        $lines = $request->body['lines'];
        $stockId = $this->stocks->resolve(
            $request->body['stock_id'] ?? $this->ledger->find($request->purchaseOrderNumber)?->getStockId()
        );
        $products = $this->findProducts->execute(array_column($lines, 'sku'));
        $holdable = $products->holdable(array_column($lines, 'sku'));
        $skus = array_map(static fn (CatalogueProduct $product): string => $product->sku, $holdable);
        $this->lockStock->prepare($stockId, $skus);

        return new HoldAnswer($this->once->answer(
            $request,
            function (bool $isNested) use ($request, $stockId, $products, $holdable, $skus): array {
                $id = $this->ledger->lockOrCreate($request->purchaseOrderNumber, $stockId);
                $this->lockStock->execute($stockId, $skus);
                $purchaseOrder = $this->ledger->current($id, $isNested);
                $this->assertMayEnter($request, $purchaseOrder, $stockId, $isNested);
                $allotment = $this->openAllotment->execute($stockId, $holdable, $isNested);
                return $this->hold($request, $purchaseOrder, $products, $allotment);
            }
        ));
    }

    /**
     * @param Request $request
     * @param PurchaseOrder $purchaseOrder
     * @param int $stockId
     * @param bool $isNested
     * @return void
     * @throws Refusal
     */
    private function assertMayEnter(
        Request $request,
        PurchaseOrder $purchaseOrder,
        int $stockId,
        bool $isNested
    ): void {
        if ($purchaseOrder->getStockId() !== $stockId) {
            throw Refusal::invalid('reservation.stock_id', 'the purchase order is held in another stock');
        }
        $purchaseOrder->assertNotOrdered();
        $lineId = $this->ledger->anyKnownLine(array_column($request->body['lines'], 'line_id'), $isNested);
        if ($lineId !== null) {
            throw new Refusal('line_exists', ['line_id' => $lineId]);
        }
    }

    /**
     * @param Request $request
     * @param PurchaseOrder $purchaseOrder
     * @param ProductsBySku $products
     * @param Allotment $allotment
     * @return array<string, mixed>
     */
    private function hold(
        Request $request,
        PurchaseOrder $purchaseOrder,
        ProductsBySku $products,
        Allotment $allotment
    ): array {
        $answers = $this->decide($request->body['lines'], $request->body['mode'], $products, $allotment);

        $entering = $movements = [];
        $position = count($purchaseOrder->getLines());
        foreach ($answers as $answer) {
            if (!isset($answer['stock_seen'])) {
                continue;
            }
            $line = new Line(
                null,
                $answer['line_id'],
                ++$position,
                $answer['line_number'],
                $answer['sku'],
                $products->find($answer['sku'])->id,
                $answer['case_pack'],
                $answer['requested']
            );
            $purchaseOrder->addLine($line);
            $entering[] = $line;
            if ($answer['granted'] > 0) {
                $movements[] = Movement::reserve($line, $answer['granted']);
            }
        }
        if ($entering === []) {
            $this->ledger->forget($purchaseOrder);
        } else {
            $this->postMovements->execute($purchaseOrder, $movements, new Cause(Cause::PO_RESERVED), $entering);
        }
        return [
            'purchase_order_number' => $purchaseOrder->getNumber(),
            'stock_id' => $purchaseOrder->getStockId(),
            'mode' => $request->body['mode'],
            'lines' => $answers,
        ];
    }

    /**
     * @param array<int, array<string, mixed>> $lines
     * @param string $mode
     * @param ProductsBySku $products
     * @param Allotment $allotment
     * @return array<int, array<string, mixed>>
     */
    private function decide(array $lines, string $mode, ProductsBySku $products, Allotment $allotment): array
    {
        $answers = [];
        $isShort = false;
        foreach ($lines as $line) {
            $problem = $products->problemOf($line['sku']);
            if ($problem !== null) {
                $isShort = true;
                $answers[] = $line + ['granted' => 0, 'reason' => $problem] + (
                    $problem === 'sku_case_differs' ? ['canonical_sku' => $products->find($line['sku'])->sku] : []
                );
                continue;
            }
            $allotted = $allotment->allot($line['sku'], $line['requested'], 0, $line['case_pack'], $mode);
            $isShort = $isShort || $allotted->reason !== null;
            $answers[] = $line
                + ['granted' => $allotted->granted]
                + ($allotted->reason === null ? [] : ['reason' => $allotted->reason])
                + ['stock_seen' => $allotted->seen->toArray()];
        }
        if ($mode !== Allotment::WHOLE_ORDER || !$isShort) {
            return $answers;
        }
        return array_map(static fn (array $answer): array => array_merge(
            $answer,
            ['granted' => 0],
            isset($answer['reason']) ? [] : ['reason' => Allotment::WHOLE_ORDER]
        ), $answers);
    }
}
