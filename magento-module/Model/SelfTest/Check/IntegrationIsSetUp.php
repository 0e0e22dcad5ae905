<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest\Check;

use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Integration\Api\IntegrationServiceInterface;
use Magento\Integration\Model\Integration;
use Magento\Integration\Model\ResourceModel\Integration\CollectionFactory;
use VendorBridge\AmazonVendor\Model\Status\CheckInterface;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * Somebody must be able to call: an active integration with the rights of the bridge.
 */
class IntegrationIsSetUp implements CheckInterface
{
    private const EVERYTHING = 'Magento_Backend::all';
    private const RIGHTS = [
        'VendorBridge_AmazonVendor::status_view',
        'VendorBridge_AmazonVendor::stock_view',
        'VendorBridge_AmazonVendor::reservation_view',
        'VendorBridge_AmazonVendor::reservation_hold',
        'VendorBridge_AmazonVendor::order_create',
        'VendorBridge_AmazonVendor::dispatch_record',
        'VendorBridge_AmazonVendor::outbox_read',
    ];

    /**
     * @param CollectionFactory $integrations
     * @param IntegrationServiceInterface $integrationService
     * @param ScopeConfigInterface $scopeConfig
     */
    public function __construct(
        private readonly CollectionFactory $integrations,
        private readonly IntegrationServiceInterface $integrationService,
        private readonly ScopeConfigInterface $scopeConfig
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        $nearest = null;
        foreach ($this->integrations->create()->addFieldToFilter('status', Integration::STATUS_ACTIVE) as $integration) {
            $has = $this->integrationService->getSelectedResources((int) $integration->getId());
            $missing = in_array(self::EVERYTHING, $has, true) ? [] : array_diff(self::RIGHTS, $has);
            if ($missing === []) {
                return Finding::ok($this->isBearer()
                    ? __('Integration "%1" may do all that the bridge needs, by token or by OAuth.', $integration->getName())
                    : __('Integration "%1" may do all that the bridge needs, by OAuth.', $integration->getName()));
            }
            if (count($missing) < count($nearest['missing'] ?? self::RIGHTS)) {
                $nearest = ['name' => $integration->getName(), 'missing' => $missing];
            }
        }
        return $nearest === null
            ? Finding::wrong(__('No active integration may use this module. Create one under System > Integrations.'))
            : Finding::wrong(
                __('Integration "%1" lacks %2.', $nearest['name'], implode(', ', $nearest['missing']))
            );
    }

    private function isBearer(): bool
    {
        return $this->scopeConfig->isSetFlag('oauth/consumer/enable_integration_as_bearer');
    }
}
