<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Observer\Order;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use VendorBridge\AmazonVendor\Model\Order\FollowOrder;

/**
 * In the credit memo's transaction, whichever screen or route made it.
 */
class ReleaseRefunded implements ObserverInterface
{
    /**
     * @param FollowOrder $followOrder
     */
    public function __construct(
        private readonly FollowOrder $followOrder
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(Observer $observer)
    {
        $this->followOrder->refunded($observer->getEvent()->getCreditmemo());
    }
}
