<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Dispatch;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Serialize\Serializer\Json;
use Magento\InventoryCatalogApi\Api\DefaultSourceProviderInterface;
use Magento\Sales\Model\Order\Shipment;
use VendorBridge\AmazonVendor\Model\Database\Transaction;
use VendorBridge\AmazonVendor\Model\Instant;
use VendorBridge\AmazonVendor\Model\Ledger\Cause;
use VendorBridge\AmazonVendor\Model\Ledger\Ledger;
use VendorBridge\AmazonVendor\Model\Ledger\Movement;
use VendorBridge\AmazonVendor\Model\Ledger\PostMovements;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Model\Order\LineMap;

/**
 * A shipment of an order that was a purchase order is a dispatch. In the shipment's own transaction, whichever screen,
 * route or extension made it.
 *
 *     shipment saved    ledger: shipped; dispatch kept with the tracks it brings, told if one has a number
 *     its tracks saved  one by one, after it: what is still to be saved counts as there, so nothing new is told
 *     track added, changed, removed later    told as a new revision
 */
class RecordShipment
{
    /** @var array<int, Shipment> the shipment whose tracks are being saved */
    private array $saving = [];

    /**
     * @param ResourceConnection $resource
     * @param Transaction $transaction
     * @param Ledger $ledger
     * @param PostMovements $postMovements
     * @param LineMap $lineMap
     * @param Dispatches $dispatches
     * @param DefaultSourceProviderInterface $defaultSource
     * @param Json $json
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Transaction $transaction,
        private readonly Ledger $ledger,
        private readonly PostMovements $postMovements,
        private readonly LineMap $lineMap,
        private readonly Dispatches $dispatches,
        private readonly DefaultSourceProviderInterface $defaultSource,
        private readonly Json $json
    ) {
    }

    /**
     * @param Shipment $shipment just saved; its tracks may not be
     * @return void
     */
    public function saved(Shipment $shipment): void
    {
        $purchaseOrder = $this->ledger->findByOrderId((int) $shipment->getOrderId());
        if ($purchaseOrder === null) {
            return;
        }
        $this->saving = [(int) $shipment->getId() => $shipment];
        $this->transaction->run(function () use ($shipment, $purchaseOrder): void {
            // Two shipments of one order wait for each other here, before either looks at what is open.
            $this->ledger->lock($purchaseOrder->getNumber());
            $dispatch = $this->dispatches->lockByShipment((int) $shipment->getId());
            if ($dispatch === null) {
                $this->begin($shipment, $this->ledger->current($purchaseOrder->getId(), true));
            } else {
                $this->refresh($dispatch);
            }
        });
    }

    /**
     * @param int $shipmentId whose track was added, changed or removed
     * @return void
     */
    public function tracksChanged(int $shipmentId): void
    {
        $this->transaction->run(function () use ($shipmentId): void {
            $dispatch = $this->dispatches->lockByShipment($shipmentId);
            if ($dispatch !== null) {
                $this->refresh($dispatch);
            }
        });
    }

    private function begin(Shipment $shipment, PurchaseOrder $purchaseOrder): void
    {
        $skus = [];
        foreach ($purchaseOrder->getLines() as $line) {
            $skus[$line->getLineId()] = $line->getSku();
        }
        $items = [];
        foreach ($shipment->getAllItems() as $item) {
            $items[] = ['order_item_id' => (int) $item->getOrderItemId(), 'quantity' => (float) $item->getQty()];
        }
        $lines = ShipmentFacts::lines($items, $this->lineMap->of($purchaseOrder->getId()), $skus);
        if ($lines === []) {
            return;
        }
        $this->postShipped($purchaseOrder, $lines, (int) $shipment->getId());
        $shipmentId = (int) $shipment->getId();
        [$weight, $packageCount] = $this->parcels($shipment->getPackages());
        $this->dispatches->add(
            new Dispatch(
                null,
                $purchaseOrder->getId(),
                $purchaseOrder->getNumber(),
                $purchaseOrder->getOrderIncrementId(),
                $shipmentId,
                (string) $shipment->getIncrementId(),
                $this->sourceOf($shipment),
                Instant::now(),
                $lines,
                $weight,
                $packageCount
            ),
            $this->tracks($shipmentId)
        );
    }

    /**
     * @param PurchaseOrder $purchaseOrder
     * @param array<int, array{line_id: string, sku: string, quantity: int}> $lines
     * @param int $shipmentId
     */
    private function postShipped(PurchaseOrder $purchaseOrder, array $lines, int $shipmentId): void
    {
        $movements = [];
        foreach ($lines as ['line_id' => $lineId, 'quantity' => $quantity]) {
            $line = $purchaseOrder->getLine($lineId);
            // The warehouse may ship what nobody has open: the goods have left, and a refusal here would not stop them.
            $eaches = min($quantity, $line->getOpen());
            if ($eaches > 0) {
                $movements[] = Movement::ship($line, $eaches);
            }
        }
        if ($movements !== []) {
            $cause = new Cause(Cause::PO_SHIPPED, null, null, "shipment:$shipmentId");
            $this->postMovements->execute($purchaseOrder, $movements, $cause);
        }
    }

    private function refresh(Dispatch $dispatch): void
    {
        $connection = $this->resource->getConnection();
        $packages = $connection->fetchOne(
            $connection->select()
                ->from($this->resource->getTableName('sales_shipment'), 'packages')
                ->where('entity_id = ?', $dispatch->shipmentId)
        );
        $dispatch->weighs(...$this->parcels($packages));
        $this->dispatches->setTracks($dispatch, $this->tracks((int) $dispatch->shipmentId));
    }

    /**
     * Those that are saved, and those that the shipment brings and that will be in a moment
     *
     * @param int $shipmentId
     * @return array<int, array{carrier_code: string, title: string, number: string}>
     */
    private function tracks(int $shipmentId): array
    {
        $connection = $this->resource->getConnection();
        $tracks = array_map(
            static fn (array $row): array => ShipmentFacts::track(...$row),
            $connection->fetchAll(
                $connection->select()
                    ->from(
                        $this->resource->getTableName('sales_shipment_track'),
                        ['carrier_code', 'title', 'track_number']
                    )
                    ->where('parent_id = ?', $shipmentId)
                    ->order('entity_id'),
                [],
                \Zend_Db::FETCH_NUM
            )
        );
        $shipment = $this->saving[$shipmentId] ?? null;
        foreach ($shipment?->getTracks() ?? [] as $track) {
            if (!$track->getId()) {
                $tracks[] = ShipmentFacts::track(
                    $track->getCarrierCode(),
                    $track->getTitle(),
                    $track->getTrackNumber()
                );
            }
        }
        return $tracks;
    }

    private function sourceOf(Shipment $shipment): string
    {
        $code = $shipment->getExtensionAttributes()?->getSourceCode();

        return $code === null || $code === '' ? $this->defaultSource->getCode() : (string) $code;
    }

    /**
     * @param mixed $packages as the shipment keeps them: JSON, or read already
     * @return array{0: array{value: string, unit: string}|null, 1: int|null}
     */
    private function parcels(mixed $packages): array
    {
        if (is_string($packages) && $packages !== '') {
            try {
                $packages = $this->json->unserialize($packages);
            } catch (\InvalidArgumentException) {
                $packages = null;
            }
        }
        return ShipmentFacts::parcels(is_array($packages) ? $packages : []);
    }
}
