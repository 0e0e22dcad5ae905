<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Source;

use Magento\Sales\Api\Data\OrderInterface;
use Magento\Sales\Api\Data\ShipmentInterface;
use Magento\Sales\Model\Order\Validation\ShipOrderInterface;
use Magento\Sales\Model\ValidatorResultInterface;
use VendorBridge\AmazonVendor\Model\Source\AmazonSource;
use VendorBridge\AmazonVendor\Model\Source\Refused;

/**
 * Says why in the answer of POST /V1/order/:id/ship, which hides every failure of the shipment itself behind "see error
 * log for details".
 */
class RefuseShipOrder
{
    /**
     * @param ShipOrderInterface $subject
     * @param ValidatorResultInterface $result
     * @param OrderInterface $order
     * @param ShipmentInterface $shipment
     * @return ValidatorResultInterface
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function afterValidate(
        ShipOrderInterface $subject,
        ValidatorResultInterface $result,
        $order,
        $shipment
    ): ValidatorResultInterface {
        if (AmazonSource::is($shipment->getExtensionAttributes()?->getSourceCode())) {
            $result->addMessage((string) Refused::shipmentWords());
        }
        return $result;
    }
}
