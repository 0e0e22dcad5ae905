<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model;

use DateTimeImmutable;
use DateTimeZone;

/**
 * Instants as the contract writes them: UTC, milliseconds, `2026-08-03T23:02:00.000Z`.
 */
class Instant
{
    private const FORMAT = 'Y-m-d\TH:i:s.v\Z';

    /**
     * @return string
     */
    public static function now(): string
    {
        return (new DateTimeImmutable('now', new DateTimeZone('UTC')))->format(self::FORMAT);
    }

    /**
     * From a timestamp column, which Magento reads and writes in UTC
     *
     * @param string $timestamp
     * @return string
     */
    public static function ofDatabase(string $timestamp): string
    {
        return (new DateTimeImmutable($timestamp, new DateTimeZone('UTC')))->format(self::FORMAT);
    }

    /**
     * From another writer's spelling; null for what is no instant with a time of day
     *
     * @param string $instant
     * @return string|null
     */
    public static function of(string $instant): ?string
    {
        if (preg_match('/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/D', $instant) !== 1) {
            return null;
        }
        try {
            $parsed = new DateTimeImmutable($instant, new DateTimeZone('UTC'));
        } catch (\Exception) {
            return null;
        }
        return $parsed->setTimezone(new DateTimeZone('UTC'))->format(self::FORMAT);
    }

    /**
     * For a timestamp column; null for what is no instant
     *
     * @param string $instant
     * @return string|null
     */
    public static function toDatabase(string $instant): ?string
    {
        if (preg_match('/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/D', $instant) !== 1) {
            return null;
        }
        try {
            $parsed = new DateTimeImmutable($instant, new DateTimeZone('UTC'));
        } catch (\Exception) {
            return null;
        }
        return $parsed->setTimezone(new DateTimeZone('UTC'))->format('Y-m-d H:i:s');
    }
}
