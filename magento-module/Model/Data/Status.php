<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\OutboxWaitingInterface;
use VendorBridge\AmazonVendor\Api\Data\StatusInterface;

class Status extends Answer implements StatusInterface
{
    /**
     * @inheritdoc
     */
    public function getModuleVersion(): string
    {
        return $this->values['module_version'];
    }

    /**
     * @inheritdoc
     */
    public function getContractVersion(): string
    {
        return $this->values['contract_version'];
    }

    /**
     * @inheritdoc
     */
    public function getMagentoVersion(): string
    {
        return $this->values['magento_version'];
    }

    /**
     * @inheritdoc
     */
    public function isHealthy(): bool
    {
        return $this->values['healthy'];
    }

    /**
     * @inheritdoc
     */
    public function getStockId(): int
    {
        return $this->values['stock_id'];
    }

    /**
     * @inheritdoc
     */
    public function getPoolSources(): array
    {
        return $this->values['pool_sources'];
    }

    /**
     * @inheritdoc
     */
    public function getChecks(): array
    {
        return array_map(static fn (array $one): StatusCheck => new StatusCheck($one), $this->values['checks']);
    }

    /**
     * @inheritdoc
     */
    public function getOutbox(): OutboxWaitingInterface
    {
        return new OutboxWaiting($this->values['outbox']);
    }
}
