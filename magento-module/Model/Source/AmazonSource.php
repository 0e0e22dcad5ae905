<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Source;

/**
 * The source that shows what Amazon has reserved. It is disabled and linked to no stock: disabled sources do not count
 * for Single Source Mode, and unlinked ones are never sold from. What stands in it is a copy of the ledger.
 */
class AmazonSource
{
    public const CODE = 'amazon_vendor';
    public const NAME = 'Amazon Vendor Central (reserved)';

    /**
     * Whether a code means this source. The database compares codes without case and trailing spaces, so that
     * "Amazon_Vendor " would reach our rows too.
     *
     * @param string|null $sourceCode
     * @return bool
     */
    public static function is(?string $sourceCode): bool
    {
        return $sourceCode !== null && strtolower(rtrim($sourceCode)) === self::CODE;
    }

    /**
     * The other codes, in their order
     *
     * @param string[] $sourceCodes
     * @return string[]
     */
    public static function without(array $sourceCodes): array
    {
        return array_values(array_filter(
            $sourceCodes,
            static fn ($sourceCode): bool => !self::is((string) $sourceCode)
        ));
    }
}
