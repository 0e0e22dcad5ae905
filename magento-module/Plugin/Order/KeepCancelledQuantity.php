<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Order;

use Magento\Sales\Model\Order\Item;
use VendorBridge\AmazonVendor\Model\Carrier\AmazonVendor;

/**
 * Magento's Cancel writes what it cancels over what was cancelled before, since it knows no cancelled part. Orders that
 * were purchase orders have one: those eaches would be there to ship again. A plugin, since the item says nothing after.
 */
class KeepCancelledQuantity
{
    /**
     * @param Item $subject
     * @param callable $proceed
     * @return Item
     */
    public function aroundCancel(Item $subject, callable $proceed)
    {
        $before = (float) $subject->getQtyCanceled();
        $more = (float) $subject->getQtyToCancel();
        $result = $proceed();
        if ($before > 0 && $subject->getOrder()?->getShippingMethod() === AmazonVendor::METHOD) {
            $subject->setQtyCanceled($before + $more);
        }
        return $result;
    }
}
