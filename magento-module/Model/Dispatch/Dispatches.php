<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Dispatch;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Select;
use VendorBridge\AmazonVendor\Model\Outbox\OutboxInterface;

/**
 * Keeps dispatches and tells of them, in the caller's transaction: what is rolled back was never told.
 */
class Dispatches
{
    private const TABLE = 'amazon_vendor_dispatch';

    /**
     * @param ResourceConnection $resource
     * @param OutboxInterface $outbox
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly OutboxInterface $outbox
    ) {
    }

    /**
     * Keeps a new one and tells of it, if it has a track number already
     *
     * @param Dispatch $dispatch
     * @param array<int, array{carrier_code: string, title: string, number: string}> $tracks
     * @return void
     */
    public function add(Dispatch $dispatch, array $tracks): void
    {
        $connection = $this->resource->getConnection();
        $connection->insert($this->resource->getTableName(self::TABLE), [
            'po_id' => $dispatch->poId,
            'shipment_id' => $dispatch->shipmentId,
            'shipment_increment_id' => $dispatch->shipmentIncrementId,
            'source_code' => $dispatch->sourceCode,
            'dispatched_at' => $dispatch->dispatchedAt,
            'goods' => self::json($dispatch->lines),
            'tracks' => '[]',
        ] + self::weightOf($dispatch));
        $dispatch->keptAs((int) $connection->lastInsertId());
        $this->setTracks($dispatch, $tracks);
    }

    /**
     * Keeps the tracks and tells of them, where they differ from what was told
     *
     * @param Dispatch $dispatch locked
     * @param array<int, array{carrier_code: string, title: string, number: string}> $tracks
     * @return void
     */
    public function setTracks(Dispatch $dispatch, array $tracks): void
    {
        if (!$dispatch->tracksAre($tracks)) {
            return;
        }
        $this->resource->getConnection()->update(
            $this->resource->getTableName(self::TABLE),
            ['tracks' => self::json($dispatch->getTracks()), 'revision' => $dispatch->getRevision()]
            + self::weightOf($dispatch),
            ['dispatch_id = ?' => $dispatch->getId()]
        );
        $this->outbox->append(OutboxInterface::DISPATCH_TOPIC, $dispatch->purchaseOrderNumber, $dispatch->toEvent());
    }

    /**
     * The dispatch of a Magento shipment, locked; null where it is none of Amazon's
     *
     * @param int $shipmentId
     * @return Dispatch|null
     */
    public function lockByShipment(int $shipmentId): ?Dispatch
    {
        return $this->lock('shipment_id = ?', $shipmentId);
    }

    /**
     * The dispatch of that name, locked
     *
     * @param string $name `shipment-12`, `dispatch-3`
     * @return Dispatch|null
     */
    public function lockByName(string $name): ?Dispatch
    {
        if (preg_match('/^(shipment|dispatch)-([1-9]\d{0,9})$/D', $name, $found) !== 1) {
            return null;
        }
        return $found[1] === 'shipment'
            ? $this->lockByShipment((int) $found[2])
            : $this->lock('shipment_id IS NULL AND dispatch_id = ?', (int) $found[2]);
    }

    private function lock(string $condition, int $value): ?Dispatch
    {
        $connection = $this->resource->getConnection();
        // Found without a lock first: the gap of a shipment that is none of Amazon's would hold up other shipments.
        $id = $connection->fetchOne($this->select($condition, $value)->reset(Select::COLUMNS)->columns('dispatch_id'));
        if ($id === false) {
            return null;
        }
        $row = $connection->fetchRow($this->select('dispatch_id = ?', (int) $id)->forUpdate(true));

        return $row ? $this->fromRow($row) : null;
    }

    private function select(string $condition, int $value): Select
    {
        return $this->resource->getConnection()->select()
            ->from(['dispatch' => $this->resource->getTableName(self::TABLE)])
            ->where($condition, $value);
    }

    /**
     * @param array<string, mixed> $row
     * @return Dispatch
     */
    private function fromRow(array $row): Dispatch
    {
        $connection = $this->resource->getConnection();
        $order = $connection->fetchRow(
            $connection->select()
                ->from(
                    $this->resource->getTableName('amazon_vendor_po'),
                    ['purchase_order_number', 'order_increment_id']
                )
                ->where('po_id = ?', (int) $row['po_id'])
        );
        return new Dispatch(
            (int) $row['dispatch_id'],
            (int) $row['po_id'],
            (string) $order['purchase_order_number'],
            $row['shipment_id'] === null ? null : $order['order_increment_id'],
            $row['shipment_id'] === null ? null : (int) $row['shipment_id'],
            $row['shipment_increment_id'],
            (string) $row['source_code'],
            (string) $row['dispatched_at'],
            json_decode((string) $row['goods'], true, 8, JSON_THROW_ON_ERROR),
            $row['weight'] === null
                ? null
                : ['value' => (string) $row['weight'], 'unit' => (string) $row['weight_unit']],
            $row['package_count'] === null ? null : (int) $row['package_count'],
            json_decode((string) $row['tracks'], true, 8, JSON_THROW_ON_ERROR),
            (int) $row['revision']
        );
    }

    /**
     * @param Dispatch $dispatch
     * @return array<string, int|string|null>
     */
    private static function weightOf(Dispatch $dispatch): array
    {
        return [
            'weight' => $dispatch->getWeight()['value'] ?? null,
            'weight_unit' => $dispatch->getWeight()['unit'] ?? null,
            'package_count' => $dispatch->getPackageCount(),
        ];
    }

    private static function json(array $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    }
}
