<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config;

/**
 * Broker addresses as people write them.
 */
class BrokerList
{
    /**
     * @param string $text
     * @return string[] host:port
     */
    public static function in(string $text): array
    {
        return preg_split('/[\s,;]+/', $text, -1, PREG_SPLIT_NO_EMPTY) ?: [];
    }

    /**
     * The first that is not host:port; null where all are
     *
     * @param string $text
     * @return string|null
     */
    public static function firstWrongIn(string $text): ?string
    {
        foreach (self::in($text) as $broker) {
            [, $port] = self::hostAndPort($broker) ?? [null, null];
            if ($port === null) {
                return $broker;
            }
        }
        return null;
    }

    /**
     * @param string $broker
     * @return array{string, int}|null
     */
    public static function hostAndPort(string $broker): ?array
    {
        $isAddress = preg_match('/^(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9._-]+):(\d{1,5})$/D', $broker, $found) === 1;
        $port = $isAddress ? (int) $found[2] : 0;

        return $port > 0 && $port < 65536 ? [$found[1], $port] : null;
    }
}
