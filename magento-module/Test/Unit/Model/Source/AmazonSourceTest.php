<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Source;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Source\AmazonSource;

class AmazonSourceTest extends TestCase
{
    public function testKnowsItsCodeInEverySpellingThatTheDatabaseTakesForIt(): void
    {
        foreach (['amazon_vendor', 'AMAZON_VENDOR', 'Amazon_Vendor  '] as $code) {
            self::assertTrue(AmazonSource::is($code), $code);
        }
        foreach ([null, '', 'default', ' amazon_vendor', 'amazon_vendor_2', 'amazon-vendor'] as $code) {
            self::assertFalse(AmazonSource::is($code), (string) $code);
        }
    }

    public function testLeavesTheOtherSourcesOfABulkInTheirOrder(): void
    {
        self::assertSame(['b', 'a'], AmazonSource::without(['b', 'Amazon_Vendor', 'a', 'amazon_vendor']));
        self::assertSame([], AmazonSource::without(['amazon_vendor']));
    }
}
