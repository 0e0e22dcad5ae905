<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Setup;

use Magento\Authorization\Model\UserContextInterface;
use Magento\Framework\App\Cache\Type\Config as ConfigCache;
use Magento\Framework\App\Cache\TypeListInterface;
use Magento\Framework\Mview\ConfigInterface as MviewConfig;
use Magento\Framework\Mview\View\ChangelogTableNotExistsException;
use Magento\Framework\Mview\ViewInterfaceFactory;
use Magento\Framework\Setup\ModuleDataSetupInterface;
use Magento\Integration\Api\IntegrationServiceInterface;
use Magento\Integration\Api\OauthServiceInterface;
use VendorBridge\AmazonVendor\Console\IntegrationSetUp;
use VendorBridge\AmazonVendor\Model\Reservation\Metadata;

/**
 * Takes away what the module wrote into Magento's own tables as it worked: triggers first of all, then what Amazon
 * holds, settings, rights, notes. Its own tables go by the declarative schema.
 */
class RemoveTraces
{
    /** Table and the condition of our rows. */
    private const ROWS = [
        'inventory_reservation' => ['metadata LIKE ?' => '%"object_type":"' . Metadata::OBJECT_TYPE . '"%'],
        'core_config_data' => ['path LIKE ?' => 'amazon\_vendor/%'],
        'authorization_rule' => ['resource_id LIKE ?' => 'VendorBridge\_AmazonVendor::%'],
        'ui_bookmark' => ['namespace LIKE ?' => 'amazon\_vendor\_%'],
        'cron_schedule' => ['job_code LIKE ?' => 'amazon\_vendor\_%'],
        'flag' => ['flag_code LIKE ?' => 'amazon\_vendor\_%'],
    ];

    /**
     * @param ModuleDataSetupInterface $setup
     * @param MviewConfig $mviewConfig
     * @param ViewInterfaceFactory $viewFactory
     * @param TypeListInterface $cacheTypes
     * @param IntegrationServiceInterface $integrations
     * @param OauthServiceInterface $oauth
     */
    public function __construct(
        private readonly ModuleDataSetupInterface $setup,
        private readonly MviewConfig $mviewConfig,
        private readonly ViewInterfaceFactory $viewFactory,
        private readonly TypeListInterface $cacheTypes,
        private readonly IntegrationServiceInterface $integrations,
        private readonly OauthServiceInterface $oauth
    ) {
    }

    /**
     * Outside of transactions: a dropped trigger commits. Once more is no harm.
     *
     * @return void
     */
    public function execute(): void
    {
        $this->endSubscriptions();
        $this->removeIntegration();
        $connection = $this->setup->getConnection();
        foreach (self::ROWS as $table => $condition) {
            $connection->delete($this->setup->getTable($table), $condition);
        }
        $this->cacheTypes->cleanType(ConfigCache::TYPE_IDENTIFIER);
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

    /**
     * The one that our command makes; one with a name of the merchant's choice is the merchant's
     *
     * Deleting an integration takes its role away as well. Where that is gone already, Magento deletes a role without an
     * id, and with it every role that has no parent: those of the administrators. Then only the row goes.
     */
    private function removeIntegration(): void
    {
        $integration = $this->integrations->findByName(IntegrationSetUp::NAME);
        if (!$integration->getId()) {
            return;
        }
        $id = (int) $integration->getId();
        $consumerId = (int) $integration->getConsumerId();
        $connection = $this->setup->getConnection();
        $role = $connection->select()
            ->from($this->setup->getTable('authorization_role'), 'role_id')
            ->where('role_name = ?', UserContextInterface::USER_TYPE_INTEGRATION . $id);
        if ($connection->fetchOne($role) !== false) {
            $this->integrations->delete($id);
        } else {
            $connection->delete($this->setup->getTable('integration'), ['integration_id = ?' => $id]);
        }
        $this->oauth->deleteConsumer($consumerId);
    }
}
