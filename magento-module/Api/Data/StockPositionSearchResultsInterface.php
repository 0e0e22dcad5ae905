<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

use Magento\Framework\Api\SearchCriteriaInterface;

/**
 * One page of the catalogue with its stock.
 *
 * @api
 */
interface StockPositionSearchResultsInterface
{
    /**
     * Positions of this page.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\StockPositionInterface[]
     */
    public function getItems(): array;

    /**
     * As asked.
     *
     * @return \Magento\Framework\Api\SearchCriteriaInterface
     */
    public function getSearchCriteria(): SearchCriteriaInterface;

    /**
     * Products on all pages.
     *
     * @return int
     */
    public function getTotalCount(): int;
}
