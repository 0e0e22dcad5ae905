<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Block\Adminhtml\PurchaseOrder;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Ui\Options\ReleaseReason;

/**
 * What happened to a purchase order, in people's words: who it was by name, which line by its number.
 */
class Story
{
    private const USERS = [
        'integration' => ['integration', 'integration_id', 'name'],
        'admin' => ['admin_user', 'user_id', 'username'],
        'order' => ['sales_order', 'entity_id', 'increment_id'],
        'shipment' => ['sales_shipment', 'entity_id', 'increment_id'],
    ];

    /**
     * @param ResourceConnection $resource
     * @param ReleaseReason $reasons
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly ReleaseReason $reasons
    ) {
    }

    /**
     * Newest first
     *
     * @param PurchaseOrder $purchaseOrder
     * @return array<int, array{at: string, line: string, event: string, eaches: int, why: string, who: string}>
     */
    public function history(PurchaseOrder $purchaseOrder): array
    {
        $connection = $this->resource->getConnection();
        $rows = $connection->fetchAll(
            $connection->select()
                ->from($this->resource->getTableName('amazon_vendor_po_history'))
                ->where('po_id = ?', $purchaseOrder->getId())
                ->order('history_id DESC')
        );
        $names = $this->names(array_column($rows, 'caused_by'));
        $lines = [];
        foreach ($purchaseOrder->getLines() as $line) {
            $number = $line->getLineNumber() === '' ? (string) $line->getPosition() : $line->getLineNumber();
            $lines[$line->getLineId()] = "$number · {$line->getSku()}";
        }
        return array_map(fn (array $row): array => [
            'at' => (string) $row['created_at'],
            'line' => $lines[$row['line_id']] ?? (string) $row['line_id'],
            'event' => $this->event((string) $row['event']),
            'eaches' => (int) $row['quantity'],
            'why' => implode(': ', array_filter([$this->reason($row['reason']), (string) $row['note']])),
            'who' => $names[$row['caused_by']] ?? (string) $row['caused_by'],
        ], $rows);
    }

    /**
     * Newest first
     *
     * @param PurchaseOrder $purchaseOrder
     * @return array<int, array<string, mixed>>
     */
    public function dispatches(PurchaseOrder $purchaseOrder): array
    {
        $connection = $this->resource->getConnection();
        $rows = $connection->fetchAll(
            $connection->select()
                ->from(['dispatch' => $this->resource->getTableName('amazon_vendor_dispatch')])
                ->joinLeft(
                    ['source' => $this->resource->getTableName('inventory_source')],
                    'source.source_code = dispatch.source_code',
                    ['source_name' => 'name']
                )
                ->where('dispatch.po_id = ?', $purchaseOrder->getId())
                ->order('dispatch.dispatch_id DESC')
        );
        return array_map(static fn (array $row): array => [
            'at' => (string) $row['dispatched_at'],
            'source' => (string) ($row['source_name'] ?? $row['source_code']),
            'shipment_id' => $row['shipment_id'],
            'shipment' => (string) $row['shipment_increment_id'],
            'lines' => (array) json_decode((string) $row['goods'], true),
            'tracks' => (array) json_decode((string) $row['tracks'], true),
            'told' => (int) $row['revision'] > 0,
        ], $rows);
    }

    private function event(string $event): string
    {
        return (string) match ($event) {
            'reserved' => __('Reserved'),
            'released' => __('Released'),
            'shipped' => __('Shipped'),
            'ordered' => __('Became a Magento order'),
            'wished' => __('Requested quantity changed'),
            'reconciled' => __('Reconciled'),
            default => $event,
        };
    }

    private function reason(?string $reason): string
    {
        foreach ($this->reasons->toOptionArray() as $option) {
            if ($option['value'] === $reason) {
                return (string) $option['label'];
            }
        }
        return (string) $reason;
    }

    /**
     * @param array<int, string|null> $causes `admin:3`, `integration:7`, `order:12`, `shipment:5`, `cli`
     * @return array<string, string>
     */
    private function names(array $causes): array
    {
        $ids = [];
        foreach (array_unique(array_filter($causes)) as $cause) {
            [$kind, $id] = explode(':', $cause, 2) + [1 => ''];
            $ids[$kind][] = $id;
        }
        $names = array_fill_keys(['cli'], (string) __('Command line'));
        $connection = $this->resource->getConnection();
        foreach (array_intersect_key(self::USERS, $ids) as $kind => [$table, $key, $name]) {
            $select = $connection->select()
                ->from($this->resource->getTableName($table), [$key, $name])
                ->where("$key IN (?)", $ids[$kind], \Zend_Db::INT_TYPE);
            foreach ($connection->fetchPairs($select) as $id => $found) {
                $names["$kind:$id"] = (string) match ($kind) {
                    'order' => __('Order %1', $found),
                    'shipment' => __('Shipment %1', $found),
                    default => $found,
                };
            }
        }
        return $names;
    }
}
