<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Hold;

use VendorBridge\AmazonVendor\Api\Data\ReleaseAnswerInterface;
use VendorBridge\AmazonVendor\Api\Data\ReleaseRequestInterface;
use VendorBridge\AmazonVendor\Api\ReleaseReservationInterface;
use VendorBridge\AmazonVendor\Model\Data\ReleaseAnswer;
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
 * Gives back what is open, all of it or as told.
 */
class ReleaseReservation implements ReleaseReservationInterface
{
    /**
     * @param ReadReservationRequest $readRequest
     * @param Once $once
     * @param OpenPurchaseOrder $openPurchaseOrder
     * @param PostMovements $postMovements
     * @param GiveBackOnOrderInterface $giveBackOnOrder
     * @param LockOrder $lockOrder
     */
    public function __construct(
        private readonly ReadReservationRequest $readRequest,
        private readonly Once $once,
        private readonly OpenPurchaseOrder $openPurchaseOrder,
        private readonly PostMovements $postMovements,
        private readonly GiveBackOnOrderInterface $giveBackOnOrder,
        private readonly LockOrder $lockOrder
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(string $purchaseOrderNumber, ReleaseRequestInterface $release): ReleaseAnswerInterface
    {
        $request = $this->readRequest->release($purchaseOrderNumber, $release);
        $number = $request->purchaseOrderNumber;
        $orderId = $this->lockOrder->of($number);

        return new ReleaseAnswer($this->once->answer($request, function (bool $isNested) use (
            $request,
            $number,
            $orderId
        ): array {
            $this->lockOrder->execute($orderId);
            $voids = $request->body['voids_key'];
            if ($voids === null) {
                return $this->release($request, $this->openPurchaseOrder->get($number, $isNested));
            }
            // Before the purchase order is looked for: a hold under way is waited for here, and then seen.
            $this->once->void($voids, $number);
            $purchaseOrder = $this->openPurchaseOrder->find($number, $isNested);

            return $purchaseOrder === null
                ? ['purchase_order_number' => $number, 'lines' => []]
                : $this->release($request, $purchaseOrder);
        }));
    }

    /**
     * @param Request $request
     * @param PurchaseOrder $purchaseOrder
     * @return array<string, mixed>
     * @throws Refusal
     */
    private function release(Request $request, PurchaseOrder $purchaseOrder): array
    {
        $all = $this->whatIsGivenBack($request->body['lines'], $purchaseOrder);
        $some = array_values(array_filter($all, static fn (array $one): bool => $one[1] > 0));
        if ($some !== []) {
            if ($purchaseOrder->isOrdered()) {
                $this->giveBackOnOrder->execute($purchaseOrder, $some);
            }
            $this->postMovements->execute(
                $purchaseOrder,
                array_map(static fn (array $one): Movement => Movement::release(...$one), $some),
                new Cause(Cause::PO_RELEASED, $request->body['reason'], $request->body['note'])
            );
        }
        return [
            'purchase_order_number' => $purchaseOrder->getNumber(),
            'lines' => array_map(static fn (array $one): array => [
                'line_id' => $one[0]->getLineId(),
                'sku' => $one[0]->getSku(),
                'released' => $one[1],
                'open' => $one[0]->getOpen(),
            ], $all),
        ];
    }

    /**
     * @param array<int, array{line_id: string, quantity: int|null}>|null $lines
     * @param PurchaseOrder $purchaseOrder
     * @return array<int, array{Line, int}>
     * @throws Refusal
     */
    private function whatIsGivenBack(?array $lines, PurchaseOrder $purchaseOrder): array
    {
        if ($lines === null) {
            return array_map(
                static fn (Line $line): array => [$line, $line->getOpen()],
                $purchaseOrder->getOpenLines()
            );
        }
        return array_map(static function (array $wish) use ($purchaseOrder): array {
            $line = $purchaseOrder->getLine($wish['line_id']);
            $eaches = $wish['quantity'] ?? $line->getOpen();
            if ($eaches > $line->getOpen()) {
                throw new Refusal(
                    'more_than_open',
                    ['line_id' => $line->getLineId(), 'open' => $line->getOpen(), 'quantity' => $eaches]
                );
            }
            return [$line, $eaches];
        }, $lines);
    }
}
