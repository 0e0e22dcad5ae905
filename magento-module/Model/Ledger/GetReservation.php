<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Ledger;

use VendorBridge\AmazonVendor\Api\Data\ReservationInterface;
use VendorBridge\AmazonVendor\Api\GetReservationInterface;
use VendorBridge\AmazonVendor\Model\Data\Reservation;
use VendorBridge\AmazonVendor\Model\Request\ReadReservationRequest;

/**
 * @inheritdoc
 */
class GetReservation implements GetReservationInterface
{
    /**
     * @param Ledger $ledger
     * @param ReadReservationRequest $readRequest
     * @param ShowReservation $show
     */
    public function __construct(
        private readonly Ledger $ledger,
        private readonly ReadReservationRequest $readRequest,
        private readonly ShowReservation $show
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(string $purchaseOrderNumber): ReservationInterface
    {
        $purchaseOrder = $this->ledger->get($this->readRequest->number($purchaseOrderNumber));
        return new Reservation($this->show->execute($purchaseOrder));
    }
}
