<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Search;

/**
 * One page of what a search found.
 */
class Page
{
    /**
     * @param array<int, string> $ids first column of the rows
     * @param int $totalCount rows on all pages
     */
    public function __construct(
        public readonly array $ids,
        public readonly int $totalCount
    ) {
    }
}
