<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Observer;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use VendorBridge\AmazonVendor\Model\Dispatch\RecordShipment;

/**
 * An observer of the model, not a plugin of a service: the admin's Ship screen calls no service.
 */
class RecordShipmentAsDispatch implements ObserverInterface
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
        $this->recordShipment->saved($observer->getEvent()->getShipment());
    }
}
