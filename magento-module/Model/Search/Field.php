<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Search;

use Closure;
use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * A field that a list may be searched by.
 */
class Field
{
    /**
     * @param string $expression SQL
     * @param Closure(string): ?string|null $toDatabase makes a value what the column holds; null for a bad value
     * @param Closure(string): string|null $condition SQL that a value is looked for with, where the field only filters
     */
    public function __construct(
        public readonly string $expression,
        private readonly ?Closure $toDatabase = null,
        public readonly ?Closure $condition = null
    ) {
    }

    /**
     * @param string $name
     * @param string $value
     * @return string
     * @throws Refusal
     */
    public function value(string $name, string $value): string
    {
        return $this->toDatabase === null
            ? $value
            : ($this->toDatabase)($value) ?? throw Refusal::invalid("searchCriteria.$name", 'the value does not fit');
    }
}
