<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Reconcile;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Database\Transaction;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Model\Mirror\WriteMirror;
use VendorBridge\AmazonVendor\Model\Reservation\Metadata;

/**
 * Compares the ledger, which is right by definition, with MSI's reservations and the mirror source. In one
 * transaction: everybody writes them together, so any difference in one snapshot is a real one.
 */
class FindDifferences
{
    /**
     * @param ResourceConnection $resource
     * @param Transaction $transaction
     * @param Config $config
     * @param WriteMirror $mirror
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Transaction $transaction,
        private readonly Config $config,
        private readonly WriteMirror $mirror
    ) {
    }

    /**
     * @return Difference[]
     */
    public function execute(): array
    {
        return $this->transaction->run(fn (): array => array_merge(
            $this->inLedger(),
            $this->inStatus(),
            $this->inReservations(),
            $this->config->isMirrored() && $this->mirror->hasSource() ? $this->inMirror() : []
        ));
    }

    /**
     * @return Difference[]
     */
    private function inLedger(): array
    {
        $sum = 'CAST(reserved AS SIGNED) - CAST(shipped AS SIGNED) - CAST(released AS SIGNED)';
        $rows = $this->rows(
            "SELECT line_id, stock_id, sku, open_quantity, $sum AS total FROM %s WHERE open_quantity <> $sum",
            'amazon_vendor_po_line'
        );
        return array_map(static fn (array $row): Difference => new Difference(
            Difference::LEDGER,
            (string) $row['sku'],
            (int) $row['stock_id'],
            (string) $row['line_id'],
            (string) $row['total'],
            (string) $row['open_quantity']
        ), $rows);
    }

    /**
     * @return Difference[]
     */
    private function inStatus(): array
    {
        $rows = $this->rows(
            'SELECT po.purchase_order_number, po.stock_id, po.status, po.order_id,'
            . ' COALESCE(SUM(line.open_quantity), 0) AS open FROM %s po LEFT JOIN %s line ON line.po_id = po.po_id'
            . ' GROUP BY po.po_id, po.purchase_order_number, po.stock_id, po.status, po.order_id',
            'amazon_vendor_po',
            'amazon_vendor_po_line'
        );
        $differences = [];
        foreach ($rows as $row) {
            $expected = match (true) {
                (int) $row['open'] === 0 => PurchaseOrder::STATUS_CLOSED,
                $row['order_id'] !== null => PurchaseOrder::STATUS_ORDERED,
                default => PurchaseOrder::STATUS_OPEN,
            };
            if ($expected !== $row['status']) {
                $differences[] = new Difference(
                    Difference::STATUS,
                    '',
                    (int) $row['stock_id'],
                    (string) $row['purchase_order_number'],
                    $expected,
                    (string) $row['status']
                );
            }
        }
        return $differences;
    }

    /**
     * @return Difference[]
     */
    private function inReservations(): array
    {
        $expected = [];
        $lines = $this->rows(
            'SELECT line.line_id, line.stock_id, line.sku, IF(po.order_id IS NULL, line.open_quantity, 0) AS held'
            . ' FROM %s line JOIN %s po ON po.po_id = line.po_id',
            'amazon_vendor_po_line',
            'amazon_vendor_po'
        );
        foreach ($lines as $line) {
            $key = self::key(Metadata::PREFIX . $line['line_id'], $line['stock_id'], $line['sku']);
            $expected[$key] = ['row' => $line, 'quantity' => -(float) $line['held']];
        }

        $differences = [];
        foreach ($this->reservations() as $row) {
            $key = self::key($row['object_id'], $row['stock_id'], $row['sku']);
            $quantity = $expected[$key]['quantity'] ?? 0.0;
            if (abs($quantity - (float) $row['quantity']) >= 0.0001) {
                $differences[] = self::ofReservation(
                    isset($expected[$key]) ? Difference::RESERVATION : Difference::STRAY_RESERVATION,
                    $row,
                    (string) $row['object_id'],
                    $quantity,
                    (float) $row['quantity']
                );
            }
            unset($expected[$key]);
        }
        foreach ($expected as ['row' => $row, 'quantity' => $quantity]) {
            if ($quantity !== 0.0 && $quantity !== -0.0) {
                $differences[] = self::ofReservation(
                    Difference::RESERVATION,
                    $row,
                    Metadata::PREFIX . $row['line_id'],
                    $quantity,
                    0.0
                );
            }
        }
        return $differences;
    }

    /**
     * @return array<int, array<string, mixed>>
     */
    private function reservations(): array
    {
        $type = '%%"object_type":"' . Metadata::OBJECT_TYPE . '"%%';
        return $this->rows(
            "SELECT JSON_UNQUOTE(JSON_EXTRACT(metadata, '$.object_id')) AS object_id, stock_id, sku,"
            . " SUM(quantity) AS quantity FROM %s WHERE metadata LIKE '$type' GROUP BY 1, 2, 3",
            'inventory_reservation'
        );
    }

    /**
     * @return Difference[]
     */
    private function inMirror(): array
    {
        $shown = [];
        $rows = $this->rows(
            "SELECT sku, quantity FROM %s WHERE source_code = '" . WriteMirror::SOURCE_CODE . "'",
            'inventory_source_item'
        );
        foreach ($rows as $row) {
            $shown[mb_strtolower((string) $row['sku'])] = $row;
        }
        $held = $this->rows(
            'SELECT sku, SUM(open_quantity) AS quantity FROM %s WHERE open_quantity > 0 GROUP BY sku',
            'amazon_vendor_po_line'
        );
        $differences = [];
        foreach ($held as $row) {
            $key = mb_strtolower((string) $row['sku']);
            if ((float) ($shown[$key]['quantity'] ?? 0) !== (float) $row['quantity']) {
                $differences[] = self::ofMirror($row, (float) $row['quantity'], (float) ($shown[$key]['quantity'] ?? 0));
            }
            unset($shown[$key]);
        }
        foreach ($shown as $row) {
            $differences[] = self::ofMirror($row, 0.0, (float) $row['quantity']);
        }
        return $differences;
    }

    private static function ofReservation(
        string $kind,
        array $row,
        string $objectId,
        float $expected,
        float $found
    ): Difference {
        return new Difference(
            $kind,
            (string) $row['sku'],
            (int) $row['stock_id'],
            $objectId,
            self::text($expected),
            self::text($found)
        );
    }

    private static function ofMirror(array $row, float $expected, float $found): Difference
    {
        return new Difference(
            Difference::MIRROR,
            (string) $row['sku'],
            0,
            WriteMirror::SOURCE_CODE,
            self::text($expected),
            self::text($found)
        );
    }

    private static function text(float $quantity): string
    {
        return (string) (round($quantity, 4) + 0.0);
    }

    private static function key(mixed $objectId, mixed $stockId, mixed $sku): string
    {
        return mb_strtolower("$objectId|$stockId|$sku");
    }

    /**
     * @param string $sql with a %s for each table
     * @param string ...$tables
     * @return array<int, array<string, mixed>>
     */
    private function rows(string $sql, string ...$tables): array
    {
        $names = array_map(fn (string $table): string => $this->resource->getTableName($table), $tables);
        return $this->resource->getConnection()->fetchAll(sprintf($sql, ...$names));
    }
}
