<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Order;

use Magento\InventorySales\Model\ReservationExecutionInterface;
use VendorBridge\AmazonVendor\Model\Order\OwnReservation;

/**
 * Magento asks this before it reserves for an order that is placed. A plugin, since the answer is otherwise the shop's.
 */
class LeaveReservationToUs
{
    /**
     * @param OwnReservation $ownReservation
     */
    public function __construct(
        private readonly OwnReservation $ownReservation
    ) {
    }

    /**
     * @param ReservationExecutionInterface $subject
     * @param bool $isDeferred whether placing the order reserves
     * @return bool
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function afterIsDeferred(ReservationExecutionInterface $subject, bool $isDeferred): bool
    {
        return $isDeferred && !$this->ownReservation->isOn();
    }
}
