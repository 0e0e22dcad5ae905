<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Cron;

use VendorBridge\AmazonVendor\Model\Outbox\CleanUp;

/**
 * Every night: events that were told long ago go.
 */
class CleanUpOutbox
{
    /**
     * @param CleanUp $cleanUp
     */
    public function __construct(
        private readonly CleanUp $cleanUp
    ) {
    }

    /**
     * @return void
     */
    public function execute(): void
    {
        $this->cleanUp->execute();
    }
}
