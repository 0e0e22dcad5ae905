<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What one source has of one SKU.
 *
 * @api
 */
interface SourceFigureInterface
{
    /**
     * Code of the source.
     *
     * @return string
     */
    public function getSourceCode(): string;

    /**
     * On hand.
     *
     * @return float
     */
    public function getQuantity(): float;

    /**
     * False takes the source out of every sum.
     *
     * @return bool
     */
    public function isInStock(): bool;

    /**
     * Open to Amazon.
     *
     * @return bool
     */
    public function isInPool(): bool;
}
