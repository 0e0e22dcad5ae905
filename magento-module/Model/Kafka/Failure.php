<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

/**
 * Why a message is not in Kafka, by librdkafka's error codes.
 */
class Failure
{
    /** Invalid message, too large, timestamp or record refused: trying again changes nothing. */
    private const FOR_EVER = [2, 10, 32, 87];

    /**
     * @param int $code
     * @param string $words
     */
    public function __construct(
        public readonly int $code,
        public readonly string $words
    ) {
    }

    /**
     * Whether Kafka will never take the message; else the world failed and it is sent again
     *
     * @return bool
     */
    public function isForEver(): bool
    {
        return in_array($this->code, self::FOR_EVER, true);
    }
}
