<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest;

use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * Asks Kafka whether what is published arrives.
 */
interface TopicProbeInterface
{
    /**
     * Within seconds: somebody looks at the button
     *
     * @return Finding
     */
    public function execute(): Finding;
}
