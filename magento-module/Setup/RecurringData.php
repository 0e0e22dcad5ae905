<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Setup;

use Magento\Framework\Setup\InstallDataInterface;
use Magento\Framework\Setup\ModuleContextInterface;
use Magento\Framework\Setup\ModuleDataSetupInterface;
use VendorBridge\AmazonVendor\Model\Outbox\Batches;
use VendorBridge\AmazonVendor\Model\StockEvents\Subscription;

/**
 * At every setup:upgrade: stock changes are watched, and every event of the outbox is in a batch. Not a patch: a restored
 * database, or a module that was switched off for a while, needs it again.
 */
class RecurringData implements InstallDataInterface
{
    /**
     * @param Subscription $subscription
     * @param Batches $batches
     */
    public function __construct(
        private readonly Subscription $subscription,
        private readonly Batches $batches
    ) {
    }

    /**
     * @inheritdoc
     */
    public function install(ModuleDataSetupInterface $setup, ModuleContextInterface $context)
    {
        $this->subscription->begin();
        $this->batches->takeIn();
    }
}
