<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\StockEvents;

use Magento\Framework\Mview\ViewInterface;
use Magento\Framework\Mview\ViewInterfaceFactory;

/**
 * Magento's Mview subscription to the tables of stock: triggers that note each changed row in the changelog, in the
 * transaction that changes it, direct SQL included. Triggers of our own on these tables would fail setup:upgrade.
 */
class Subscription
{
    public const VIEW = 'amazon_vendor_stock';

    /**
     * @param ViewInterfaceFactory $viewFactory
     */
    public function __construct(
        private readonly ViewInterfaceFactory $viewFactory
    ) {
    }

    /**
     * Once more is no harm
     *
     * @return void
     */
    public function begin(): void
    {
        $this->view()->subscribe();
    }

    /**
     * @return void
     */
    public function end(): void
    {
        $this->view()->unsubscribe();
    }

    private function view(): ViewInterface
    {
        return $this->viewFactory->create()->load(self::VIEW);
    }
}
