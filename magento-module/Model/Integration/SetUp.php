<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Integration;

use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\UrlInterface;
use Magento\Integration\Api\AuthorizationServiceInterface;
use Magento\Integration\Api\IntegrationServiceInterface;
use Magento\Integration\Api\OauthServiceInterface;
use Magento\Integration\Model\Integration;
use Magento\Store\Model\StoreManagerInterface;

/**
 * Makes the integration that the bridge calls by. Not etc/integration.xml: when its rights change in a later version,
 * Magento makes the integration anew at setup:upgrade and revokes the token that the bridge uses.
 */
class SetUp
{
    /**
     * @param IntegrationServiceInterface $integrations
     * @param AuthorizationServiceInterface $authorization
     * @param OauthServiceInterface $oauth
     * @param StoreManagerInterface $storeManager
     */
    public function __construct(
        private readonly IntegrationServiceInterface $integrations,
        private readonly AuthorizationServiceInterface $authorization,
        private readonly OauthServiceInterface $oauth,
        private readonly StoreManagerInterface $storeManager
    ) {
    }

    /**
     * The integration of that name, made where it is missing, active, and with the rights of the bridge: no fewer and
     * no more
     *
     * @param string $name
     * @return bool whether it is new
     * @throws LocalizedException
     */
    public function ensure(string $name): bool
    {
        $integration = $this->integrations->findByName($name);
        $isNew = !$integration->getId();
        $values = ['name' => $name, 'status' => Integration::STATUS_ACTIVE, 'all_resources' => 0,
            'resource' => Rights::ALL];
        if ($isNew) {
            $integration = $this->integrations->create($values);
        } elseif ((int) $integration->getStatus() !== Integration::STATUS_ACTIVE) {
            $this->integrations->update(['integration_id' => $integration->getId()] + $values);
        }
        $this->authorization->grantPermissions((int) $integration->getId(), Rights::ALL);
        if (!$this->oauth->getAccessToken($integration->getConsumerId())) {
            $this->oauth->createAccessToken($integration->getConsumerId());
        }
        return $isNew;
    }

    /**
     * A new token; the old one is refused from now on
     *
     * @param string $name
     * @return void
     * @throws LocalizedException
     */
    public function rotate(string $name): void
    {
        $integration = $this->integrations->findByName($name);
        $this->oauth->createAccessToken($integration->getConsumerId(), true);
    }

    /**
     * @param string $name
     * @return Credentials
     * @throws LocalizedException
     */
    public function credentialsOf(string $name): Credentials
    {
        $integration = $this->integrations->findByName($name);
        $consumer = $this->oauth->loadConsumer($integration->getConsumerId());
        $token = $this->oauth->getAccessToken($integration->getConsumerId());
        if (!$token) {
            throw new LocalizedException(__('Integration "%1" has no access token: run with --rotate.', $name));
        }
        return new Credentials(
            rtrim($this->storeManager->getDefaultStoreView()->getBaseUrl(UrlInterface::URL_TYPE_WEB, true), '/'),
            (string) $consumer->getKey(),
            (string) $consumer->getSecret(),
            (string) $token->getToken(),
            (string) $token->getSecret()
        );
    }
}
