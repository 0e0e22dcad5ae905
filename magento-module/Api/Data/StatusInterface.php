<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * Is the module able to do its work.
 *
 * @api
 */
interface StatusInterface
{
    /**
     * Version of this module.
     *
     * @return string
     */
    public function getModuleVersion(): string;

    /**
     * Version of the contract that it serves.
     *
     * @return string
     */
    public function getContractVersion(): string;

    /**
     * Version of the shop.
     *
     * @return string
     */
    public function getMagentoVersion(): string;

    /**
     * Every check is ok.
     *
     * @return bool
     */
    public function isHealthy(): bool;

    /**
     * The configured stock.
     *
     * @return int
     */
    public function getStockId(): int;

    /**
     * Sources open to Amazon.
     *
     * @return string[]
     */
    public function getPoolSources(): array;

    /**
     * What was looked at.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\StatusCheckInterface[]
     */
    public function getChecks(): array;

    /**
     * Events that nobody has acknowledged.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\OutboxWaitingInterface
     */
    public function getOutbox(): OutboxWaitingInterface;
}
