<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Cron;

use VendorBridge\AmazonVendor\Model\StockEvents\TellAllStock;

/**
 * Every night: what no trigger saw is told.
 */
class CompareStock
{
    /**
     * @param TellAllStock $tellAllStock
     */
    public function __construct(
        private readonly TellAllStock $tellAllStock
    ) {
    }

    /**
     * @return void
     */
    public function execute(): void
    {
        $this->tellAllStock->execute();
    }
}
