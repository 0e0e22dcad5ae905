<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Api\AcknowledgeOutboxInterface;
use VendorBridge\AmazonVendor\Api\Data\OutboxMarkInterface;
use VendorBridge\AmazonVendor\Model\Data\OutboxMark;
use VendorBridge\AmazonVendor\Model\Database\Transaction;
use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * @inheritdoc
 */
class AcknowledgeOutbox implements AcknowledgeOutboxInterface
{
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
     * @inheritdoc
     */
    public function execute(string $cursor): OutboxMarkInterface
    {
        $to = Cursor::read('cursor', $cursor);
        $this->marks->prepare(Marks::READER, Marks::POSITION);

        return new OutboxMark($this->transaction->run(function () use ($to, $cursor): array {
            $mark = $this->marks->lock(Marks::READER);
            if ($to > $this->marks->read(Marks::POSITION)) {
                throw new Refusal('cursor_ahead', ['cursor' => $cursor]);
            }
            if ($to <= $mark) {
                return ['cursor' => (string) $mark, 'acknowledged' => 0];
            }
            $acknowledged = $this->resource->getConnection()->update(
                $this->resource->getTableName('amazon_vendor_outbox'),
                ['acknowledged_at' => gmdate('Y-m-d H:i:s')],
                ['position > ?' => $mark, 'position <= ?' => $to]
            );
            $this->marks->move(Marks::READER, $to);

            return ['cursor' => (string) $to, 'acknowledged' => $acknowledged];
        }));
    }
}
