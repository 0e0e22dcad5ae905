<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Setup\Patch\Data;

use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Setup\ModuleDataSetupInterface;
use Magento\Framework\Setup\Patch\DataPatchInterface;
use Magento\Framework\Setup\Patch\PatchRevertableInterface;
use Magento\InventoryApi\Api\Data\SourceInterface;
use Magento\InventoryCatalog\Setup\Patch\Schema\InitializeDefaultStock;
use VendorBridge\AmazonVendor\Model\Source\AmazonSource;

/**
 * The source that shows what Amazon holds. Disabled, or the shop would leave Single Source Mode; linked to no stock, or
 * the held eaches would be offered to shoppers a second time. Written straight into its table, since the way through
 * SourceRepositoryInterface is guarded for this source.
 */
class AddAmazonSource implements DataPatchInterface, PatchRevertableInterface
{
    /**
     * @param ModuleDataSetupInterface $moduleDataSetup
     */
    public function __construct(
        private readonly ModuleDataSetupInterface $moduleDataSetup
    ) {
    }

    /**
     * @inheritdoc
     */
    public function apply()
    {
        $this->assertNotInUse();
        $this->moduleDataSetup->getConnection()->insertOnDuplicate(
            $this->moduleDataSetup->getTable('inventory_source'),
            [
                SourceInterface::SOURCE_CODE => AmazonSource::CODE,
                SourceInterface::NAME => AmazonSource::NAME,
                SourceInterface::DESCRIPTION => 'Shows what is reserved for Amazon purchase orders. The eaches'
                    . ' themselves lie in the other sources: this quantity is not on top of theirs.',
                SourceInterface::ENABLED => 0,
                SourceInterface::COUNTRY_ID => 'US',
                SourceInterface::POSTCODE => '00000',
                SourceInterface::USE_DEFAULT_CARRIER_CONFIG => 1,
            ],
            [SourceInterface::SOURCE_CODE]
        );
        return $this;
    }

    /**
     * @inheritdoc
     */
    public function revert()
    {
        $connection = $this->moduleDataSetup->getConnection();
        foreach (['inventory_source_item', 'inventory_source_stock_link', 'inventory_source'] as $table) {
            $connection->delete(
                $this->moduleDataSetup->getTable($table),
                [SourceInterface::SOURCE_CODE . ' = ?' => AmazonSource::CODE]
            );
        }
    }

    /**
     * @inheritdoc
     */
    public static function getDependencies()
    {
        return [InitializeDefaultStock::class];
    }

    /**
     * @inheritdoc
     */
    public function getAliases()
    {
        return [];
    }

    /**
     * A warehouse of this code would lose its quantities to our figures
     *
     * @return void
     * @throws LocalizedException
     */
    private function assertNotInUse(): void
    {
        $connection = $this->moduleDataSetup->getConnection();
        $select = $connection->select()
            ->from(['source' => $this->moduleDataSetup->getTable('inventory_source')], 'source_code')
            ->joinLeft(
                ['link' => $this->moduleDataSetup->getTable('inventory_source_stock_link')],
                'link.source_code = source.source_code',
                []
            )
            ->where('source.source_code = ?', AmazonSource::CODE)
            ->where('source.enabled = 1 OR link.stock_id IS NOT NULL');
        if ($connection->fetchOne($select)) {
            throw new LocalizedException(__(
                'A source with the code "%1" is in use. This module shows its reservations under that code: move its'
                . ' goods to another source, unlink it from its stocks, disable it, and start again.',
                AmazonSource::CODE
            ));
        }
    }
}
