<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api;

use Magento\Framework\Api\SearchCriteriaInterface;
use VendorBridge\AmazonVendor\Api\Data\ReservationSearchResultsInterface;

/**
 * The ledger, a page at a time.
 *
 * @api
 */
interface ListReservationsInterface
{
    /**
     * The ledger, a page at a time.
     *
     * @param \Magento\Framework\Api\SearchCriteriaInterface|null $searchCriteria
     * @return \VendorBridge\AmazonVendor\Api\Data\ReservationSearchResultsInterface
     * @throws \Magento\Framework\Webapi\Exception where the request is refused
     */
    public function execute(?SearchCriteriaInterface $searchCriteria = null): ReservationSearchResultsInterface;
}
