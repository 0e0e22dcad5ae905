<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Reservation;

use Magento\InventoryReservations\Model\ResourceModel\SaveMultiple;
use Magento\InventoryReservationsApi\Model\ReservationBuilderInterface;
use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;

/**
 * Writes the reservations of many lines at once, and does what PlaceReservationsForSalesEventInterface does around it.
 *
 * That service takes one event for all its items, so a purchase order of a thousand lines with an id each is a
 * thousand events, and a plugin behind it asks three questions per SKU (three seconds for a thousand lines, a tenth of
 * one here). What the service and its plugins decide is decided before: composite products, manage stock and
 * "Decrease Stock" by FindProducts, which tells the caller instead of dropping the line silently; the salability
 * message goes out once for all SKUs.
 */
class PlaceAmazonReservations
{
    /**
     * @param ReservationBuilderInterface $builder
     * @param SaveMultiple $saveReservations
     * @param AnnounceSalability $announceSalability
     */
    public function __construct(
        private readonly ReservationBuilderInterface $builder,
        private readonly SaveMultiple $saveReservations,
        private readonly AnnounceSalability $announceSalability
    ) {
    }

    /**
     * @param PurchaseOrder $purchaseOrder
     * @param array<int, array{Line, int}> $lines eaches per line, below zero where they are taken from the stock
     * @param string $event
     * @return void
     */
    public function execute(PurchaseOrder $purchaseOrder, array $lines, string $event): void
    {
        if ($lines === []) {
            return;
        }
        $reservations = [];
        $skus = [];
        foreach ($lines as [$line, $eaches]) {
            $reservations[] = $this->builder
                ->setStockId($purchaseOrder->getStockId())
                ->setSku($line->getSku())
                ->setQuantity((float) $eaches)
                ->setMetadata(Metadata::of($purchaseOrder, $line, $event))
                ->build();
            $skus[$line->getSku()] = $line->getSku();
        }
        $this->saveReservations->execute($reservations);
        $this->announceSalability->execute($purchaseOrder->getStockId(), array_values($skus));
    }
}
