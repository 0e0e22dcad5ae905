<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\StockEvents;

use Magento\Framework\Mview\ActionInterface;

/**
 * What the view must name and nobody calls: Magento would hand over source item and reservation ids mixed, without a
 * SKU, and of deleted rows nothing else is left. TellStock reads the changelog instead.
 */
class MviewAction implements ActionInterface
{
    /**
     * @inheritdoc
     */
    public function execute($ids)
    {
        // Nothing: the rows stay in the changelog for TellStock.
    }
}
