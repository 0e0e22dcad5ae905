<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Store\Model\Store;
use VendorBridge\AmazonVendor\Model\Ledger\Line;

/**
 * What a purchase order is to become, checked.
 */
class OrderWish
{
    /**
     * @param Store $store where the order is placed: it sells from the purchase order's stock
     * @param Line[] $lines all that are open
     * @param array<int|string, string> $costs per each, without tax, exact decimal; by line id
     * @param array<string, string|string[]|null>|null $shipTo as the request named it
     * @param string|null $comment
     */
    public function __construct(
        public readonly Store $store,
        public readonly array $lines,
        public readonly array $costs,
        public readonly ?array $shipTo,
        public readonly ?string $comment
    ) {
    }
}
