<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use Magento\Framework\Api\SearchCriteriaInterface;
use VendorBridge\AmazonVendor\Api\Data\ReservationSearchResultsInterface;

class ReservationSearchResults extends Answer implements ReservationSearchResultsInterface
{
    /**
     * @inheritdoc
     */
    public function getItems(): array
    {
        return array_map(static fn (array $one): Reservation => new Reservation($one), $this->values['items']);
    }

    /**
     * @inheritdoc
     */
    public function getSearchCriteria(): SearchCriteriaInterface
    {
        return $this->values['search_criteria'];
    }

    /**
     * @inheritdoc
     */
    public function getTotalCount(): int
    {
        return $this->values['total_count'];
    }
}
