<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

/**
 * An answer of the contract, by its member names. Kept as plain values, since a repeat of a call is answered from
 * what was kept of the first answer.
 */
abstract class Answer
{
    /**
     * @param array<string, mixed> $values
     */
    public function __construct(
        protected readonly array $values
    ) {
    }
}
