<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Order;

use Magento\Sales\Model\Order;
use VendorBridge\AmazonVendor\Model\Carrier\AmazonVendor;

/**
 * Magento's Edit cancels the order and enters another one, of which the purchase order would know nothing: its eaches
 * would be given back, and what is shipped would never be told to Amazon.
 */
class RefuseEdit
{
    /**
     * @param Order $subject
     * @param bool $canEdit
     * @return bool
     */
    public function afterCanEdit(Order $subject, $canEdit)
    {
        return $canEdit && $subject->getShippingMethod() !== AmazonVendor::METHOD;
    }
}
