<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Ledger;

use VendorBridge\AmazonVendor\Model\Mirror\WriteMirror;
use VendorBridge\AmazonVendor\Model\Reservation\PlaceAmazonReservations;

/**
 * Keeps what a call decided: ledger, MSI reservations, history and mirror source, all in the caller's transaction, so
 * that they cannot say different things.
 */
class PostMovements
{
    /**
     * @param Ledger $ledger
     * @param PlaceAmazonReservations $placeReservations
     * @param History $history
     * @param WriteMirror $writeMirror
     */
    public function __construct(
        private readonly Ledger $ledger,
        private readonly PlaceAmazonReservations $placeReservations,
        private readonly History $history,
        private readonly WriteMirror $writeMirror
    ) {
    }

    /**
     * @param PurchaseOrder $purchaseOrder locked
     * @param Movement[] $movements
     * @param Cause $cause
     * @param Line[] $alsoChanged lines that enter, or whose wish changed, without eaches changing hands
     * @return void
     */
    public function execute(
        PurchaseOrder $purchaseOrder,
        array $movements,
        Cause $cause,
        array $alsoChanged = []
    ): void {
        $changed = [];
        foreach ($movements as $movement) {
            $movement->apply();
            $changed[$movement->line->getLineId()] = $movement->line;
        }
        foreach ($alsoChanged as $line) {
            $changed[$line->getLineId()] = $line;
        }
        $this->ledger->save($purchaseOrder, array_values($changed));
        if (!$purchaseOrder->isOrdered()) {
            // A Magento order has its own reservation, and gives it up itself.
            $this->placeReservations->execute(
                $purchaseOrder,
                array_map(
                    static fn (Movement $movement): array => [$movement->line, $movement->onReservation()],
                    $movements
                ),
                $cause->event
            );
        }
        $this->history->append($purchaseOrder, $movements, $cause);
        $eachesBySku = [];
        foreach ($movements as $movement) {
            $sku = $movement->line->getSku();
            $eachesBySku[$sku] = ($eachesBySku[$sku] ?? 0) - $movement->onReservation();
        }
        $this->writeMirror->move($eachesBySku);
    }
}
