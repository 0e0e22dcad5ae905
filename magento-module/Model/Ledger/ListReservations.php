<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Ledger;

use Magento\Framework\Api\SearchCriteriaInterface;
use Magento\Framework\Api\SearchCriteriaInterfaceFactory;
use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Api\Data\ReservationSearchResultsInterface;
use VendorBridge\AmazonVendor\Api\ListReservationsInterface;
use VendorBridge\AmazonVendor\Model\Data\ReservationSearchResults;
use VendorBridge\AmazonVendor\Model\Instant;
use VendorBridge\AmazonVendor\Model\Search\Field;
use VendorBridge\AmazonVendor\Model\Search\Search;

/**
 * @inheritdoc
 */
class ListReservations implements ListReservationsInterface
{
    /**
     * @param ResourceConnection $resource
     * @param SearchCriteriaInterfaceFactory $criteriaFactory
     * @param Search $search
     * @param Ledger $ledger
     * @param ShowReservation $show
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly SearchCriteriaInterfaceFactory $criteriaFactory,
        private readonly Search $search,
        private readonly Ledger $ledger,
        private readonly ShowReservation $show
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(?SearchCriteriaInterface $searchCriteria = null): ReservationSearchResultsInterface
    {
        $searchCriteria ??= $this->criteriaFactory->create();
        $select = $this->resource->getConnection()->select()
            ->from($this->resource->getTableName('amazon_vendor_po'), 'po_id');
        $page = $this->search->execute($select, $searchCriteria, [
            'purchase_order_number' => new Field('purchase_order_number'),
            'status' => new Field('status'),
            'updated_at' => new Field('updated_at', Instant::toDatabase(...)),
            'order_increment_id' => new Field("IFNULL(order_increment_id, '')"),
        ], 'purchase_order_number');

        return new ReservationSearchResults([
            'items' => array_map(
                $this->show->execute(...),
                $this->ledger->findByIds(array_map('intval', $page->ids))
            ),
            'search_criteria' => $searchCriteria,
            'total_count' => $page->totalCount,
        ]);
    }
}
