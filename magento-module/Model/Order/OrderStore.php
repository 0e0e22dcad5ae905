<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Store\Model\Store;
use Magento\Store\Model\StoreManagerInterface;
use VendorBridge\AmazonVendor\Model\Refusal;
use VendorBridge\AmazonVendor\Model\Stock\Stocks;

/**
 * The store that orders are placed in. MSI takes an order's stock from its store's website, so it must be one that sells
 * from the stock where the eaches are held.
 */
class OrderStore
{
    /**
     * @param Stocks $stocks
     * @param StoreManagerInterface $storeManager
     */
    public function __construct(
        private readonly Stocks $stocks,
        private readonly StoreManagerInterface $storeManager
    ) {
    }

    /**
     * @param int $stockId
     * @return Store
     * @throws Refusal
     */
    public function of(int $stockId): Store
    {
        $website = $this->stocks->websiteOf($stockId);
        $store = $website === null ? null : $this->storeManager->getWebsite($website)->getDefaultStore();
        if (!$store instanceof Store) {
            throw Refusal::invalid(
                'purchase_order_number',
                "it is held in stock $stockId, which no website with a store sells from"
            );
        }
        return $store;
    }
}
