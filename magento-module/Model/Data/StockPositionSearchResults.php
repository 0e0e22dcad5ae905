<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use Magento\Framework\Api\SearchCriteriaInterface;
use VendorBridge\AmazonVendor\Api\Data\StockPositionSearchResultsInterface;

class StockPositionSearchResults extends Answer implements StockPositionSearchResultsInterface
{
    /**
     * @inheritdoc
     */
    public function getItems(): array
    {
        return array_map(static fn (array $one): StockPosition => new StockPosition($one), $this->values['items']);
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
