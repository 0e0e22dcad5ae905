<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Setup;

use Magento\Framework\Setup\ModuleContextInterface;
use Magento\Framework\Setup\SchemaSetupInterface;
use Magento\Framework\Setup\UninstallInterface;

/**
 * `module:uninstall` asks whether data shall go where this class is there. Magento then calls it, and reverts the data
 * patches; for a module that Composer did not bring it does the latter only, so they take all away that there is.
 * Orders that were made of purchase orders stay, with their customers and their own reservations.
 */
class Uninstall implements UninstallInterface
{
    /**
     * @param RemoveTraces $removeTraces
     */
    public function __construct(
        private readonly RemoveTraces $removeTraces
    ) {
    }

    /**
     * @inheritdoc
     */
    public function uninstall(SchemaSetupInterface $setup, ModuleContextInterface $context)
    {
        $this->removeTraces->execute();
    }
}
