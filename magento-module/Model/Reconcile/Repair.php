<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Reconcile;

use Magento\Framework\App\ResourceConnection;
use Magento\InventoryReservations\Model\ResourceModel\SaveMultiple;
use Magento\InventoryReservationsApi\Model\ReservationBuilderInterface;
use VendorBridge\AmazonVendor\Model\Database\Transaction;
use VendorBridge\AmazonVendor\Model\Ledger\Cause;
use VendorBridge\AmazonVendor\Model\Mirror\WriteMirror;
use VendorBridge\AmazonVendor\Model\Reservation\AnnounceSalability;
use VendorBridge\AmazonVendor\Model\Reservation\Metadata;
use VendorBridge\AmazonVendor\Model\Stock\LockStock;

/**
 * Makes everything say what the ledger says. Looks again under the lock: what was found may have moved on since.
 */
class Repair
{
    /**
     * @param ResourceConnection $resource
     * @param Transaction $transaction
     * @param FindDifferences $findDifferences
     * @param LockStock $lockStock
     * @param ReservationBuilderInterface $builder
     * @param SaveMultiple $saveReservations
     * @param AnnounceSalability $announceSalability
     * @param WriteMirror $writeMirror
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Transaction $transaction,
        private readonly FindDifferences $findDifferences,
        private readonly LockStock $lockStock,
        private readonly ReservationBuilderInterface $builder,
        private readonly SaveMultiple $saveReservations,
        private readonly AnnounceSalability $announceSalability,
        private readonly WriteMirror $writeMirror
    ) {
    }

    /**
     * @param Difference[] $found
     * @return Difference[] what was put right
     */
    public function execute(array $found): array
    {
        $skusByStock = [];
        foreach ($found as $difference) {
            if ($difference->stockId > 0 && $difference->sku !== '') {
                $skusByStock[$difference->stockId][$difference->sku] = $difference->sku;
            }
        }
        ksort($skusByStock);
        foreach ($skusByStock as $stockId => $skus) {
            $this->lockStock->prepare($stockId, array_values($skus));
        }
        return $this->transaction->run(function () use ($skusByStock): array {
            foreach ($skusByStock as $stockId => $skus) {
                $this->lockStock->execute($stockId, array_values($skus));
            }
            $differences = array_filter(
                $this->findDifferences->execute(),
                // Another SKU is not locked: it may be moving just now, and its turn comes with the next run.
                static fn (Difference $one): bool => $one->stockId === 0
                    || $one->sku === ''
                    || isset($skusByStock[$one->stockId][$one->sku])
            );
            array_walk($differences, $this->repair(...));
            return array_values($differences);
        });
    }

    private function repair(Difference $difference): void
    {
        match ($difference->kind) {
            Difference::LEDGER => $this->update(
                'amazon_vendor_po_line',
                // Never below zero: that line is for a person, and shows up until then.
                ['open_quantity' => max(0, (int) $difference->expected)],
                ['line_id = ?' => $difference->subject]
            ),
            Difference::STATUS => $this->update(
                'amazon_vendor_po',
                ['status' => $difference->expected],
                ['purchase_order_number = ?' => $difference->subject]
            ),
            Difference::RESERVATION, Difference::STRAY_RESERVATION => $this->compensate($difference),
            Difference::MIRROR => $this->writeMirror->execute([$difference->sku]),
        };
    }

    private function compensate(Difference $difference): void
    {
        $this->saveReservations->execute([
            $this->builder
                ->setStockId($difference->stockId)
                ->setSku($difference->sku)
                ->setQuantity(round((float) $difference->expected - (float) $difference->found, 4))
                ->setMetadata(Metadata::build(
                    Cause::PO_RECONCILED,
                    $difference->subject,
                    // Grouped by the clean-up like the object id, so that both groups close together.
                    $difference->subject
                ))
                ->build(),
        ]);
        $this->announceSalability->execute($difference->stockId, [$difference->sku]);
    }

    private function update(string $table, array $values, array $where): void
    {
        $this->resource->getConnection()->update($this->resource->getTableName($table), $values, $where);
    }
}
