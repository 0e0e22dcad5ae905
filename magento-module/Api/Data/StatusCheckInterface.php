<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * One thing that the self-test looked at.
 *
 * @api
 */
interface StatusCheckInterface
{
    /**
     * Small letters and underscores.
     *
     * @return string
     */
    public function getName(): string;

    /**
     * Whether it is as it must be.
     *
     * @return bool
     */
    public function isOk(): bool;

    /**
     * What was found and what to do.
     *
     * @return string
     */
    public function getMessage(): string;
}
