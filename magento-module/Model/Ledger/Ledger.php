<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Ledger;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Select;
use VendorBridge\AmazonVendor\Model\Database\Chunks;
use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * The tables amazon_vendor_po and amazon_vendor_po_line. Whoever changes a purchase order locks it first; its row is
 * locked before the rows of LockStock, by everybody.
 */
class Ledger
{
    private const PO = 'amazon_vendor_po';
    private const LINE = 'amazon_vendor_po_line';

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * @param string $number
     * @return PurchaseOrder|null
     */
    public function find(string $number): ?PurchaseOrder
    {
        return $this->one($this->select()->where('purchase_order_number = ?', $number));
    }

    /**
     * The purchase order; 404 where it is unknown
     *
     * @param string $number
     * @return PurchaseOrder
     * @throws Refusal
     */
    public function get(string $number): PurchaseOrder
    {
        return $this->find($number) ?? throw self::unknown($number);
    }

    /**
     * The purchase order that a Magento order was made of
     *
     * @param int $orderId
     * @return PurchaseOrder|null
     */
    public function findByOrderId(int $orderId): ?PurchaseOrder
    {
        return $this->one($this->select()->where('order_id = ?', $orderId));
    }

    /**
     * @param int[] $ids
     * @return PurchaseOrder[] in the order of the ids
     */
    public function findByIds(array $ids): array
    {
        if ($ids === []) {
            return [];
        }
        $found = $this->many($this->select()->where('po_id IN (?)', $ids, \Zend_Db::INT_TYPE));
        return array_values(array_filter(array_map(static fn ($id) => $found[(int) $id] ?? null, $ids)));
    }

    /**
     * Locks the row of a known purchase order. Reads nothing else, so that no snapshot is taken before the stock is
     * locked: read the purchase order by current() afterwards.
     *
     * @param string $number
     * @return array{int, int}|null row id and stock; null where it is unknown
     */
    public function lock(string $number): ?array
    {
        $select = $this->resource->getConnection()->select()
            ->from($this->resource->getTableName(self::PO), ['po_id', 'stock_id'])
            ->where('purchase_order_number = ?', $number)
            ->forUpdate(true);
        $row = $this->resource->getConnection()->fetchRow($select);

        return $row ? [(int) $row['po_id'], (int) $row['stock_id']] : null;
    }

    /**
     * Locks the row of a purchase order and makes it where it is new
     *
     * @param string $number
     * @param int $stockId
     * @return int row id
     */
    public function lockOrCreate(string $number, int $stockId): int
    {
        $connection = $this->resource->getConnection();
        // Not INSERT IGNORE: two callers would share the lock of the existing row and wait for each other to change it.
        $connection->insertOnDuplicate(
            $this->resource->getTableName(self::PO),
            ['purchase_order_number' => $number, 'stock_id' => $stockId, 'status' => PurchaseOrder::STATUS_CLOSED],
            ['po_id' => new \Zend_Db_Expr('po_id')]
        );
        return $this->lock($number)[0];
    }

    /**
     * The locked purchase order as it is now
     *
     * @param int $id as lock() answered it
     * @param bool $locking read what is committed now, whatever the snapshot of an outer transaction says
     * @return PurchaseOrder
     */
    public function current(int $id, bool $locking = false): PurchaseOrder
    {
        return $this->many($this->select()->where('po_id = ?', $id), $locking)[$id];
    }

    /**
     * SKUs of a locked purchase order, read so that no snapshot is taken before they are locked
     *
     * @param int $id
     * @return string[]
     */
    public function skusOf(int $id): array
    {
        $select = $this->resource->getConnection()->select()
            ->distinct()
            ->from($this->resource->getTableName(self::LINE), 'sku')
            ->where('po_id = ?', $id);
        $sql = $select->assemble() . ' LOCK IN SHARE MODE';

        return array_map('strval', $this->resource->getConnection()->fetchCol($sql));
    }

    /**
     * Takes back a purchase order that lockOrCreate() made and that no line entered
     *
     * @param PurchaseOrder $purchaseOrder
     * @return void
     */
    public function forget(PurchaseOrder $purchaseOrder): void
    {
        if ($purchaseOrder->getLines() === []) {
            $this->resource->getConnection()->delete(
                $this->resource->getTableName(self::PO),
                ['po_id = ?' => $purchaseOrder->getId()]
            );
        }
    }

    /**
     * One of the line ids that some purchase order has already
     *
     * @param string[] $lineIds
     * @param bool $locking
     * @return string|null
     */
    public function anyKnownLine(array $lineIds, bool $locking = false): ?string
    {
        foreach (Chunks::of($lineIds) as $chunk) {
            $select = $this->resource->getConnection()->select()
                ->from($this->resource->getTableName(self::LINE), 'line_id')
                ->where('line_id IN (?)', $chunk)
                ->limit(1);
            $lineId = $this->resource->getConnection()->fetchOne(
                $select->assemble() . ($locking ? ' LOCK IN SHARE MODE' : '')
            );
            if ($lineId !== false) {
                return (string) $lineId;
            }
        }
        return null;
    }

    /**
     * Writes the purchase order and the lines given, new ones too
     *
     * @param PurchaseOrder $purchaseOrder
     * @param Line[] $lines those that changed
     * @return void
     */
    public function save(PurchaseOrder $purchaseOrder, array $lines): void
    {
        $connection = $this->resource->getConnection();
        $connection->update(
            $this->resource->getTableName(self::PO),
            [
                'status' => $purchaseOrder->getStatus(),
                'order_id' => $purchaseOrder->getOrderId(),
                'order_increment_id' => $purchaseOrder->getOrderIncrementId(),
                'updated_at' => gmdate('Y-m-d H:i:s'),
            ],
            ['po_id = ?' => $purchaseOrder->getId()]
        );
        if ($lines === []) {
            return;
        }
        $new = array_filter($lines, static fn (Line $line): bool => $line->getId() === null);
        $known = array_filter($lines, static fn (Line $line): bool => $line->getId() !== null);
        $row = fn (Line $line): array => $this->rowOf($purchaseOrder, $line);
        $table = $this->resource->getTableName(self::LINE);
        if ($new !== []) {
            // The line id is unique in the database; whoever brought it at the same time is found when this is repeated.
            $connection->insertMultiple($table, array_map($row, array_values($new)));
        }
        if ($known !== []) {
            $connection->insertOnDuplicate(
                $table,
                array_map($row, array_values($known)),
                ['requested', 'reserved', 'shipped', 'released', 'open_quantity']
            );
        }
    }

    private static function unknown(string $number): Refusal
    {
        return new Refusal('no_such_purchase_order', ['purchase_order_number' => $number]);
    }

    private function select(): Select
    {
        return $this->resource->getConnection()->select()->from($this->resource->getTableName(self::PO));
    }

    private function one(Select $select): ?PurchaseOrder
    {
        $found = $this->many($select);
        return reset($found) ?: null;
    }

    /**
     * @param Select $select
     * @param bool $locking
     * @return array<int, PurchaseOrder> by row id
     */
    private function many(Select $select, bool $locking = false): array
    {
        $connection = $this->resource->getConnection();
        $suffix = $locking ? ' LOCK IN SHARE MODE' : '';
        $rows = $connection->fetchAll($select->assemble() . $suffix);
        if ($rows === []) {
            return [];
        }
        $lines = $connection->select()
            ->from($this->resource->getTableName(self::LINE))
            ->where('po_id IN (?)', array_column($rows, 'po_id'), \Zend_Db::INT_TYPE)
            ->order(['po_id', 'position']);
        $linesOf = [];
        foreach ($connection->fetchAll($lines->assemble() . $suffix) as $line) {
            $linesOf[(int) $line['po_id']][] = $this->lineOf($line);
        }
        $found = [];
        foreach ($rows as $row) {
            $id = (int) $row['po_id'];
            $found[$id] = new PurchaseOrder(
                $id,
                (string) $row['purchase_order_number'],
                (int) $row['stock_id'],
                $row['order_id'] === null ? null : (int) $row['order_id'],
                $row['order_increment_id'],
                (string) $row['created_at'],
                (string) $row['updated_at'],
                $linesOf[$id] ?? []
            );
        }
        return $found;
    }

    /**
     * @param array<string, mixed> $row
     * @return Line
     */
    private function lineOf(array $row): Line
    {
        return new Line(
            (int) $row['po_line_id'],
            (string) $row['line_id'],
            (int) $row['position'],
            (string) $row['line_number'],
            (string) $row['sku'],
            (int) $row['product_id'],
            (int) $row['case_pack'],
            (int) $row['requested'],
            (int) $row['reserved'],
            (int) $row['shipped'],
            (int) $row['released']
        );
    }

    /**
     * @param PurchaseOrder $purchaseOrder
     * @param Line $line
     * @return array<string, int|string|null>
     */
    private function rowOf(PurchaseOrder $purchaseOrder, Line $line): array
    {
        return [
            'po_line_id' => $line->getId(),
            'po_id' => $purchaseOrder->getId(),
            'line_id' => $line->getLineId(),
            'position' => $line->getPosition(),
            'line_number' => $line->getLineNumber(),
            'stock_id' => $purchaseOrder->getStockId(),
            'sku' => $line->getSku(),
            'product_id' => $line->getProductId(),
            'case_pack' => $line->getCasePack(),
            'requested' => $line->getRequested(),
            'reserved' => $line->getReserved(),
            'shipped' => $line->getShipped(),
            'released' => $line->getReleased(),
            'open_quantity' => $line->getOpen(),
        ];
    }
}
