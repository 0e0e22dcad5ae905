<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Catalogue;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Catalogue\Gtin;

class GtinTest extends TestCase
{
    public function testUpcEanAndGtinOfOneItemFindEachOther(): void
    {
        foreach (['036000291452', '0036000291452', '00036000291452'] as $code) {
            $spellings = Gtin::spellingsOf($code);
            self::assertContains('036000291452', $spellings);
            self::assertContains('0036000291452', $spellings);
            self::assertContains('00036000291452', $spellings);
        }
    }

    public function testAGtinThatIsNoUpcIsNotCutToOne(): void
    {
        self::assertSame(['14006381333931'], Gtin::spellingsOf('14006381333931'));
    }

    public function testWhatIsNoGtinIsOnlyItself(): void
    {
        self::assertSame(['ABC-1'], Gtin::spellingsOf('ABC-1'));
        self::assertSame(['123'], Gtin::spellingsOf('123'));
    }

    public function testAnAttributeMayListSeveral(): void
    {
        self::assertSame(['036000291452', '4006381333931'], Gtin::listIn(" 036000291452, 4006381333931;\n"));
        self::assertSame([], Gtin::listIn(' '));
    }
}
