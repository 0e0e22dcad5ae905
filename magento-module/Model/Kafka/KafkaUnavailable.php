<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

use RuntimeException;

/**
 * Kafka did not take what was sent, now. Nothing is lost: the events wait in the outbox.
 */
class KafkaUnavailable extends RuntimeException
{
}
