<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Setup;

use Magento\Framework\App\Cache\Type\Config as ConfigCache;
use Magento\Framework\App\CacheInterface;
use Magento\Framework\App\Cache\TypeListInterface;
use Magento\Framework\Mview\ConfigInterface as MviewConfig;
use Magento\Framework\Mview\View\ChangelogTableNotExistsException;
use Magento\Framework\Mview\ViewInterfaceFactory;
use Magento\Framework\Setup\ModuleContextInterface;
use Magento\Framework\Setup\SchemaSetupInterface;
use Magento\Framework\Setup\UninstallInterface;
use VendorBridge\AmazonVendor\Model\Reservation\Metadata;
use VendorBridge\AmazonVendor\Setup\Patch\Data\AddAmazonSource;
use VendorBridge\AmazonVendor\Setup\Patch\Data\AddProductAttributes;

/**
 * `module:uninstall --remove-data`: gives back what Amazon holds and takes away what the module added. Its tables go by
 * the declarative schema. Orders that were made of purchase orders stay, with their customers and their own reservations.
 */
class Uninstall implements UninstallInterface
{
    /**
     * @param AddAmazonSource $addAmazonSource
     * @param AddProductAttributes $addProductAttributes
     * @param MviewConfig $mviewConfig
     * @param ViewInterfaceFactory $viewFactory
     * @param TypeListInterface $cacheTypes
     * @param CacheInterface $cache
     */
    public function __construct(
        private readonly AddAmazonSource $addAmazonSource,
        private readonly AddProductAttributes $addProductAttributes,
        private readonly MviewConfig $mviewConfig,
        private readonly ViewInterfaceFactory $viewFactory,
        private readonly TypeListInterface $cacheTypes,
        private readonly CacheInterface $cache
    ) {
    }

    /**
     * @inheritdoc
     */
    public function uninstall(SchemaSetupInterface $setup, ModuleContextInterface $context)
    {
        $this->endSubscriptions();
        $connection = $setup->getConnection();
        $connection->beginTransaction();
        try {
            $this->giveBackReservations($setup);
            $this->removeConfiguration($setup);
            $this->addAmazonSource->revert();
            $this->addProductAttributes->revert();
            $connection->commit();
        } catch (\Throwable $failure) {
            $connection->rollBack();
            throw $failure;
        }
        $this->cacheTypes->cleanType(ConfigCache::TYPE_IDENTIFIER);
        $this->cache->clean(['EAV_ATTRIBUTE', 'EAV']);
    }

    /**
     * Triggers first, then the changelogs: a trigger on Magento's tables that writes into a missing one fails every
     * checkout
     */
    private function endSubscriptions(): void
    {
        foreach ($this->mviewConfig->getViews() as $id => $definition) {
            if (str_starts_with((string) $id, 'amazon_vendor')) {
                $view = $this->viewFactory->create()->load($id);
                $view->unsubscribe();
                $view->getState()->delete();
                try {
                    $view->getChangelog()->drop();
                } catch (ChangelogTableNotExistsException) {
                    // Never subscribed, or ended by somebody before.
                    continue;
                }
            }
        }
    }

    private function giveBackReservations(SchemaSetupInterface $setup): void
    {
        $setup->getConnection()->delete(
            $setup->getTable('inventory_reservation'),
            ['metadata LIKE ?' => '%"object_type":"' . Metadata::OBJECT_TYPE . '"%']
        );
    }

    private function removeConfiguration(SchemaSetupInterface $setup): void
    {
        $setup->getConnection()->delete($setup->getTable('core_config_data'), ['path LIKE ?' => 'amazon_vendor/%']);
    }
}
