<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit\Model\Idempotency;

use PHPUnit\Framework\TestCase;
use VendorBridge\AmazonVendor\Model\Idempotency\Request;

class RequestTest extends TestCase
{
    public function testOnlyTheSameRequestIsARepeat(): void
    {
        $hash = (new Request('hold', 'k', 'P1', ['mode' => 'partial', 'lines' => [['requested' => 1]]]))->hash();

        self::assertSame($hash, (new Request('hold', 'k', 'P1', [
            'mode' => 'partial',
            'lines' => [['requested' => 1]],
        ]))->hash());
        $others = [
            new Request('adjust', 'k', 'P1', ['mode' => 'partial', 'lines' => [['requested' => 1]]]),
            new Request('hold', 'k', 'P2', ['mode' => 'partial', 'lines' => [['requested' => 1]]]),
            new Request('hold', 'k', 'P1', ['mode' => 'partial', 'lines' => [['requested' => 2]]]),
        ];
        foreach ($others as $other) {
            self::assertNotSame($hash, $other->hash());
        }
    }
}
