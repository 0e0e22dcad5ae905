<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Product;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Product\Amount;

class AmountTest extends TestCase
{
    public function testIsShownWithTwoPlacesAndWithAsManyMoreAsItNeeds(): void
    {
        self::assertSame('4.25', Amount::short('4.250000'));
        self::assertSame('5.8333', Amount::short('5.833300'));
        self::assertSame('7.00', Amount::short('7'));
        self::assertSame('10.00', Amount::short('10.000000'));
    }

    public function testWhatIsNoAmountStaysAsItIs(): void
    {
        self::assertSame('', Amount::short(''));
        self::assertSame('4,25', Amount::short('4,25'));
    }
}
