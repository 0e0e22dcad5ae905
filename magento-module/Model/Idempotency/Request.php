<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Idempotency;

/**
 * A call that changes something, as far as a repeat of it is recognised.
 */
class Request
{
    /**
     * @param string $operation one word per route
     * @param string $key idempotency key
     * @param string $purchaseOrderNumber of the path or the body
     * @param array<string, mixed> $body checked, members in a fixed order
     */
    public function __construct(
        public readonly string $operation,
        public readonly string $key,
        public readonly string $purchaseOrderNumber,
        public readonly array $body
    ) {
    }

    /**
     * The same for the same request, whatever the spelling of its members
     *
     * @return string
     */
    public function hash(): string
    {
        return hash('sha256', json_encode(
            [$this->operation, $this->purchaseOrderNumber, $this->body],
            JSON_THROW_ON_ERROR
        ));
    }
}
