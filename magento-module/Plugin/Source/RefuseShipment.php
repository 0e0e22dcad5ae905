<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Source;

use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Api\Data\ShipmentInterface;
use Magento\Sales\Api\ShipmentRepositoryInterface;
use VendorBridge\AmazonVendor\Model\Source\AmazonSource;
use VendorBridge\AmazonVendor\Model\Source\Refused;

/**
 * Says why in the answer of POST /V1/shipment, whose repository hides the reason of every failure.
 */
class RefuseShipment
{
    /**
     * @param ShipmentRepositoryInterface $subject
     * @param ShipmentInterface $shipment
     * @return void
     * @throws LocalizedException
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function beforeSave(ShipmentRepositoryInterface $subject, ShipmentInterface $shipment): void
    {
        if (!$shipment->getEntityId() && AmazonSource::is($shipment->getExtensionAttributes()?->getSourceCode())) {
            throw Refused::shipment();
        }
    }
}
