<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Collection;

use Magento\Framework\View\Element\UiComponent\DataProvider\SearchResult;
use VendorBridge\AmazonVendor\Ui\Options\OutboxState;

/**
 * Events of the outbox, without their payload: a page of the grid would carry megabytes.
 */
class OutboxEvents extends SearchResult
{
    private const COLUMNS = [
        'outbox_id',
        'topic',
        'message_key',
        'sequence',
        'event_id',
        'created_at',
        'acknowledged_at',
        'refused_at',
    ];

    /**
     * @inheritdoc
     */
    public function addFieldToFilter($field, $condition = null)
    {
        if ($field !== 'state') {
            return parent::addFieldToFilter($field, $condition);
        }
        // By its columns, which have indexes.
        $states = is_array($condition) ? (array) reset($condition) : [$condition];
        $conditions = array_intersect_key(OutboxState::CONDITIONS, array_flip(array_map('strval', $states)));
        $this->getSelect()->where($conditions === [] ? '0 = 1' : '(' . implode(') OR (', $conditions) . ')');

        return $this;
    }

    /**
     * @inheritdoc
     */
    protected function _initSelect()
    {
        parent::_initSelect();
        $this->getSelect()
            ->reset(\Magento\Framework\DB\Select::COLUMNS)
            ->columns(self::COLUMNS)
            ->columns([
                'state' => new \Zend_Db_Expr(OutboxState::expression()),
                'problem' => new \Zend_Db_Expr(OutboxState::PROBLEM),
            ])
            ->joinLeft(
                ['batch' => $this->getTable('amazon_vendor_outbox_batch')],
                'batch.batch_id = main_table.batch_id',
                'published_at'
            );
        $this->addFilterToMap('state', new \Zend_Db_Expr(OutboxState::expression()));
        $this->addFilterToMap('problem', new \Zend_Db_Expr(OutboxState::PROBLEM));

        return $this;
    }
}
