<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Observer\Order;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use VendorBridge\AmazonVendor\Model\Order\FollowOrder;

/**
 * Beside MSI's observer of the same event, which gives the order's reservation up: before it, the item still says how much
 * there is to cancel.
 */
class ReleaseCancelledItem implements ObserverInterface
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
        $this->followOrder->cancelled($observer->getEvent()->getItem());
    }
}
