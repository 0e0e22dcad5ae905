<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Collection;

use Magento\Framework\View\Element\UiComponent\DataProvider\SearchResult;

/**
 * Lines of purchase orders with what the grid shows of their purchase order.
 */
class Reservations extends SearchResult
{
    private const OF_PURCHASE_ORDER = [
        'purchase_order_number',
        'status',
        'order_id',
        'order_increment_id',
        'created_at',
        'updated_at',
    ];
    private const OF_LINE = ['po_line_id', 'po_id', 'stock_id'];

    /**
     * @inheritdoc
     */
    protected function _initSelect()
    {
        parent::_initSelect();
        $this->getSelect()->join(
            ['po' => $this->getTable('amazon_vendor_po')],
            'po.po_id = main_table.po_id',
            self::OF_PURCHASE_ORDER
        );
        foreach (self::OF_PURCHASE_ORDER as $column) {
            $this->addFilterToMap($column, "po.$column");
        }
        foreach (self::OF_LINE as $column) {
            $this->addFilterToMap($column, "main_table.$column");
        }
        return $this;
    }
}
