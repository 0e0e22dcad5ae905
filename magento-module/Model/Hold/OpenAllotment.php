<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Hold;

use VendorBridge\AmazonVendor\Model\Catalogue\CatalogueProduct;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Stock\ReadFigures;
use VendorBridge\AmazonVendor\Model\Stock\Stocks;

/**
 * Looks at the stock, which the caller has locked, and opens what can be allotted from it to purchase orders.
 */
class OpenAllotment
{
    /**
     * @param ReadFigures $readFigures
     * @param Stocks $stocks
     * @param Config $config
     */
    public function __construct(
        private readonly ReadFigures $readFigures,
        private readonly Stocks $stocks,
        private readonly Config $config
    ) {
    }

    /**
     * @param int $stockId
     * @param CatalogueProduct[] $products
     * @param bool $locking
     * @return Allotment
     */
    public function execute(int $stockId, array $products, bool $locking): Allotment
    {
        $figures = $this->readFigures->execute($stockId, $products, $locking);
        if ($this->config->mayOrdersUseBuffer($this->stocks->websiteOf($stockId))) {
            $figures = array_map(static fn (Figures $one): Figures => $one->withoutBuffer(), $figures);
        }
        return new Allotment($figures);
    }
}
