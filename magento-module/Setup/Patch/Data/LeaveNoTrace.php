<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Setup\Patch\Data;

use Magento\Framework\Setup\ModuleDataSetupInterface;
use Magento\Framework\Setup\Patch\DataPatchInterface;
use Magento\Framework\Setup\Patch\PatchRevertableInterface;
use VendorBridge\AmazonVendor\Setup\RemoveTraces;

/**
 * Adds nothing. Reverted, it takes away what the module left in Magento's tables: `module:uninstall --non-composer`
 * calls nothing else.
 */
class LeaveNoTrace implements DataPatchInterface, PatchRevertableInterface
{
    /**
     * @param ModuleDataSetupInterface $moduleDataSetup
     * @param RemoveTraces $removeTraces
     */
    public function __construct(
        private readonly ModuleDataSetupInterface $moduleDataSetup,
        private readonly RemoveTraces $removeTraces
    ) {
    }

    /**
     * @inheritdoc
     */
    public function apply()
    {
        return $this;
    }

    /**
     * @inheritdoc
     */
    public function revert()
    {
        // Magento opens a transaction around each patch, in which triggers cannot be dropped. Nothing is in it yet.
        $connection = $this->moduleDataSetup->getConnection();
        $connection->commit();
        try {
            $this->removeTraces->execute();
        } finally {
            $connection->beginTransaction();
        }
    }

    /**
     * @inheritdoc
     */
    public static function getDependencies()
    {
        return [];
    }

    /**
     * @inheritdoc
     */
    public function getAliases()
    {
        return [];
    }
}
