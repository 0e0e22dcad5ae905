<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Api\Data\OutboxPageInterface;
use VendorBridge\AmazonVendor\Api\ReadOutboxInterface;
use VendorBridge\AmazonVendor\Model\Data\OutboxPage;
use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * @inheritdoc
 */
class ReadOutbox implements ReadOutboxInterface
{
    private const DEFAULT_LIMIT = 100;
    private const MAX_LIMIT = 1000;

    /**
     * @param ResourceConnection $resource
     * @param Positions $positions
     * @param Marks $marks
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Positions $positions,
        private readonly Marks $marks
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(?string $after = null, ?string $limit = null): OutboxPageInterface
    {
        $count = self::limit($limit);
        $from = $after === null ? $this->marks->read(Marks::READER) : Cursor::read('after', $after);

        // One more than is asked for, to know whether there are more.
        $items = $this->after($from, $count + 1);
        $missing = $count + 1 - count($items);
        if ($missing > 0) {
            $this->positions->giveTo($missing);
            // Also where we placed none: another reader may have, while we waited for it.
            $items = $this->after($from, $count + 1);
        }
        $page = array_slice($items, 0, $count);

        return new OutboxPage([
            'items' => $page,
            'cursor' => $page === [] ? (string) $from : end($page)['cursor'],
            'has_more' => count($items) > $count,
        ]);
    }

    /**
     * @param int $from
     * @param int $count
     * @return array<int, array<string, string>>
     */
    private function after(int $from, int $count): array
    {
        $connection = $this->resource->getConnection();
        return $connection->fetchAll(
            $connection->select()
                ->from(
                    $this->resource->getTableName('amazon_vendor_outbox'),
                    ['cursor' => new \Zend_Db_Expr('CAST(position AS CHAR)'), 'topic', 'key' => 'message_key', 'payload']
                )
                ->where('position > ?', $from)
                ->order('position')
                ->limit($count)
        );
    }

    private static function limit(?string $limit): int
    {
        if ($limit === null) {
            return self::DEFAULT_LIMIT;
        }
        $isNumber = preg_match('/^\d{1,4}$/D', $limit) === 1;
        if (!$isNumber || (int) $limit < 1 || (int) $limit > self::MAX_LIMIT) {
            throw Refusal::invalid('limit', 'it must be a whole number between 1 and ' . self::MAX_LIMIT);
        }
        return (int) $limit;
    }
}
