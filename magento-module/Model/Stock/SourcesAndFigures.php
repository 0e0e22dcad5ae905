<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Stock;

use VendorBridge\AmazonVendor\Model\Hold\Figures;

/**
 * What there is of one SKU, and where.
 */
class SourcesAndFigures
{
    /**
     * @param array<int, array<string, mixed>> $sources as the contract's `SourceFigure`, by source code
     * @param Figures $figures
     */
    public function __construct(
        public readonly array $sources,
        public readonly Figures $figures
    ) {
    }
}
