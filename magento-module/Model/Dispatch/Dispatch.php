<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Dispatch;

/**
 * Goods that left for Amazon once: a Magento shipment, or what was told to have left without an order. Amazon hears of it
 * by one ship notice. Pure: no database, no clock.
 */
class Dispatch
{
    /**
     * @param int|null $id row id; null before it is kept
     * @param int $poId row id of the purchase order
     * @param string $purchaseOrderNumber
     * @param string|null $orderIncrementId
     * @param int|null $shipmentId entity id of the Magento shipment; null without an order
     * @param string|null $shipmentIncrementId
     * @param string $sourceCode where the goods left
     * @param string $dispatchedAt instant
     * @param array<int, array{line_id: string, sku: string, quantity: int}> $lines never change
     * @param array{value: string, unit: string}|null $weight gross
     * @param int|null $packageCount
     * @param array<int, array{carrier_code: string, title: string, number: string}> $tracks as last told
     * @param int $revision of the last event; 0 while it waits for a track number
     */
    public function __construct(
        private ?int $id,
        public readonly int $poId,
        public readonly string $purchaseOrderNumber,
        public readonly ?string $orderIncrementId,
        public readonly ?int $shipmentId,
        public readonly ?string $shipmentIncrementId,
        public readonly string $sourceCode,
        public readonly string $dispatchedAt,
        public readonly array $lines,
        private ?array $weight = null,
        private ?int $packageCount = null,
        private array $tracks = [],
        private int $revision = 0
    ) {
    }

    /**
     * Name of the contract: `shipment-<entity id>` or `dispatch-<row id>`
     *
     * @return string
     */
    public function getName(): string
    {
        return $this->shipmentId === null ? "dispatch-{$this->id}" : "shipment-{$this->shipmentId}";
    }

    /**
     * @return int|null
     */
    public function getId(): ?int
    {
        return $this->id;
    }

    /**
     * @param int $id
     * @return void
     */
    public function keptAs(int $id): void
    {
        $this->id = $id;
    }

    /**
     * @return int
     */
    public function getRevision(): int
    {
        return $this->revision;
    }

    /**
     * @return array<int, array{carrier_code: string, title: string, number: string}>
     */
    public function getTracks(): array
    {
        return $this->tracks;
    }

    /**
     * @return array{value: string, unit: string}|null
     */
    public function getWeight(): ?array
    {
        return $this->weight;
    }

    /**
     * @return int|null
     */
    public function getPackageCount(): ?int
    {
        return $this->packageCount;
    }

    /**
     * What the parcels are known to weigh now. No reason for an event of its own.
     *
     * @param array{value: string, unit: string}|null $weight
     * @param int|null $packageCount
     * @return void
     */
    public function weighs(?array $weight, ?int $packageCount): void
    {
        $this->weight = $weight;
        $this->packageCount = $packageCount;
    }

    /**
     * The tracks as they are now. Those without a number do not count. A change is a new revision, so the first number
     * is the first: a dispatch without one waits.
     *
     * @param array<int, array{carrier_code: string, title: string, number: string}> $tracks
     * @return bool whether there is something to tell
     */
    public function tracksAre(array $tracks): bool
    {
        $tracks = array_values(array_filter(
            $tracks,
            static fn (array $track): bool => trim($track['number']) !== ''
        ));
        if ($tracks === $this->tracks) {
            return false;
        }
        $this->tracks = $tracks;
        $this->revision++;

        return true;
    }

    /**
     * As the contract's `Dispatch`
     *
     * @return array<string, mixed>
     */
    public function toArray(): array
    {
        return array_filter([
            'dispatch_id' => $this->getName(),
            'purchase_order_number' => $this->purchaseOrderNumber,
            'source_code' => $this->sourceCode,
            'dispatched_at' => $this->dispatchedAt,
            'revision' => $this->revision,
            'weight' => $this->weight,
            'package_count' => $this->packageCount,
            'lines' => $this->lines,
            'tracks' => $this->tracks,
        ], static fn (mixed $value): bool => $value !== null);
    }

    /**
     * As `dispatch-recorded` says it
     *
     * @return array<string, mixed>
     */
    public function toEvent(): array
    {
        return $this->toArray() + array_filter([
            'order_increment_id' => $this->orderIncrementId,
            'shipment_increment_id' => $this->shipmentIncrementId,
        ], static fn (?string $value): bool => $value !== null && $value !== '');
    }
}
