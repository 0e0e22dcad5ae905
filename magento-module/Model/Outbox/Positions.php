<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Database\Transaction;

/**
 * Gives committed events their place in the line, when they are first looked for. A row id is taken when an event is
 * written, but 7 may be committed before 6: a reader that asked for "after 7" would never see 6.
 */
class Positions
{
    private const TABLE = 'amazon_vendor_outbox';

    /**
     * @param ResourceConnection $resource
     * @param Transaction $transaction
     * @param Marks $marks
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Transaction $transaction,
        private readonly Marks $marks
    ) {
    }

    /**
     * Places some more events
     *
     * @param int $count
     * @return void
     */
    public function giveTo(int $count): void
    {
        $this->marks->prepare(Marks::POSITION);
        $this->transaction->run(function () use ($count): void {
            $connection = $this->resource->getConnection();
            $table = $this->resource->getTableName(self::TABLE);
            $last = $this->marks->lock(Marks::POSITION);
            // A plain read: what is not committed is not seen, and nobody who writes is waited for.
            $ids = array_map('intval', $connection->fetchCol(
                $connection->select()->from($table, 'outbox_id')->where('position IS NULL')
                    ->order('outbox_id')->limit($count)
            ));
            foreach (array_chunk($ids, 250) as $some) {
                $connection->update(
                    $table,
                    ['position' => new \Zend_Db_Expr("$last + FIELD(outbox_id, " . implode(',', $some) . ')')],
                    ['outbox_id IN (?)' => $some]
                );
                $last += count($some);
            }
            if ($ids !== []) {
                $this->marks->move(Marks::POSITION, $last);
            }
        });
    }
}
