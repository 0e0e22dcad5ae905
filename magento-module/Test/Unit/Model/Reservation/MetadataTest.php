<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Reservation;

use LengthException;
use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Ledger\Cause;
use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Model\Reservation\Metadata;

class MetadataTest extends TestCase
{
    public function testTheLongestNumbersThatAreTakenFitIntoTheColumn(): void
    {
        $line = new Line(null, str_repeat('L', 48), 9999, '', 'KETTLE', 1, 1, 1);
        $purchaseOrder = new PurchaseOrder(1, str_repeat('P', 32), 2, null, null, '', '', [$line]);
        foreach ((new \ReflectionClass(Cause::class))->getConstants() as $event) {
            $text = Metadata::of($purchaseOrder, $line, $event);
            self::assertLessThanOrEqual(255, strlen($text));
            self::assertSame('amzpo:' . str_repeat('L', 48), json_decode($text, true)['object_id']);
        }
    }

    public function testLongerOnesAreRefusedBeforeTheDatabaseCutsThem(): void
    {
        $this->expectException(LengthException::class);
        Metadata::build(Cause::PO_RESERVED, str_repeat('x', 100), str_repeat('y', 100));
    }
}
