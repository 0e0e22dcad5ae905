<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Status\Check;

use Magento\CatalogInventory\Api\StockConfigurationInterface;
use VendorBridge\AmazonVendor\Model\Status\CheckInterface;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * With "Decrease Stock When Order is Placed" off, Magento drops every reservation silently.
 */
class StockIsSubtracted implements CheckInterface
{
    /**
     * @param StockConfigurationInterface $stockConfiguration
     */
    public function __construct(
        private readonly StockConfigurationInterface $stockConfiguration
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        return $this->stockConfiguration->canSubtractQty()
            ? Finding::ok(__('Orders and holds decrease the salable quantity.'))
            : Finding::wrong(__(
                'Nothing can be held: set "Decrease Stock When Order is Placed" to Yes'
                . ' (Stores > Configuration > Catalog > Inventory).'
            ));
    }
}
