<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Product;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Product\Barcode;

class BarcodeTest extends TestCase
{
    public function testTakesUpcEanAndGtinWithTheirCheckDigits(): void
    {
        foreach (['012345678905', '4006381333931', '96385074', '00012345678905'] as $code) {
            self::assertTrue(Barcode::areRight($code), $code);
        }
        self::assertTrue(Barcode::areRight('012345678905, 4006381333931'));
    }

    public function testRefusesAMistypedDigitAndWhatIsNoBarcode(): void
    {
        foreach (['012345678906', '4006381333913', '12345', 'B000123456', '', ' , ', '012345678905 1'] as $code) {
            self::assertFalse(Barcode::areRight($code), $code);
        }
    }

    public function testOneWrongCodeMakesTheListWrong(): void
    {
        self::assertFalse(Barcode::areRight('012345678905, 012345678906'));
    }
}
