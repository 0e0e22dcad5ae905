<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Observer;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use VendorBridge\AmazonVendor\Model\Dispatch\RecordShipment;

/**
 * Tracks come late, are corrected and removed, by screens, routes and shipping extensions alike.
 */
class RecordTrackInDispatch implements ObserverInterface
{
    /**
     * @param RecordShipment $recordShipment
     */
    public function __construct(
        private readonly RecordShipment $recordShipment
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(Observer $observer)
    {
        $this->recordShipment->tracksChanged((int) $observer->getEvent()->getTrack()->getParentId());
    }
}
