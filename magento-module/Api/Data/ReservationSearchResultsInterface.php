<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

use Magento\Framework\Api\SearchCriteriaInterface;

/**
 * One page of the ledger.
 *
 * @api
 */
interface ReservationSearchResultsInterface
{
    /**
     * Purchase orders of this page.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\ReservationInterface[]
     */
    public function getItems(): array;

    /**
     * As asked.
     *
     * @return \Magento\Framework\Api\SearchCriteriaInterface
     */
    public function getSearchCriteria(): SearchCriteriaInterface;

    /**
     * Purchase orders on all pages.
     *
     * @return int
     */
    public function getTotalCount(): int;
}
