<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Request;

use VendorBridge\AmazonVendor\Api\Data\DispatchRequestInterface;
use VendorBridge\AmazonVendor\Api\Data\DispatchRequestLineInterface;
use VendorBridge\AmazonVendor\Api\Data\TrackInterface;
use VendorBridge\AmazonVendor\Api\Data\WeightInterface;
use VendorBridge\AmazonVendor\Model\Idempotency\Request;
use VendorBridge\AmazonVendor\Model\Instant;
use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * Checks what tells of dispatches without an order against the contract, once, at the door.
 */
class ReadDispatchRequest
{
    private const DISPATCH_ID = '/^(shipment|dispatch)-[1-9][0-9]{0,18}$/D';

    /**
     * @param Rules $rules
     */
    public function __construct(
        private readonly Rules $rules
    ) {
    }

    /**
     * @param DispatchRequestInterface $given
     * @return Request
     * @throws Refusal
     */
    public function dispatch(DispatchRequestInterface $given): Request
    {
        $rules = $this->rules;
        $key = $rules->text('dispatch.idempotency_key', $given->getIdempotencyKey(), Rules::IDEMPOTENCY_KEY);
        $number = $rules->text(
            'dispatch.purchase_order_number',
            $given->getPurchaseOrderNumber(),
            Rules::PURCHASE_ORDER_NUMBER
        );
        $at = $given->getDispatchedAt();
        $weight = $given->getWeight();
        $packages = $given->getPackageCount();

        return new Request('dispatch', $key, $number, [
            'source_code' => $rules->words('dispatch.source_code', $given->getSourceCode(), 1, 255),
            'dispatched_at' => $at === null ? null : $this->instant('dispatch.dispatched_at', $at),
            'weight' => $weight === null ? null : $this->weight($weight),
            'package_count' => $packages === null
                ? null
                : $rules->integer('dispatch.package_count', $packages, 1, 100_000),
            'tracks' => $this->tracks('dispatch.tracks', $given->getTracks() ?? []),
            'lines' => $rules->lines(
                'dispatch.lines',
                $given->getLines(),
                fn (string $at, DispatchRequestLineInterface $line): array => [
                    'line_id' => $rules->text("$at.line_id", $line->getLineId(), Rules::LINE_ID),
                    'quantity' => $rules->integer("$at.quantity", $line->getQuantity(), 1),
                ]
            ),
        ]);
    }

    /**
     * @param string $given
     * @return string
     * @throws Refusal
     */
    public function dispatchId(string $given): string
    {
        return $this->rules->text('dispatch_id', $given, self::DISPATCH_ID);
    }

    /**
     * @param string $field
     * @param TrackInterface[] $given
     * @return array<int, array{carrier_code: string, title: string, number: string}>
     * @throws Refusal
     */
    public function tracks(string $field, array $given): array
    {
        if (count($given) > Rules::MAX_LINES) {
            throw Refusal::invalid($field, 'it must have at most ' . Rules::MAX_LINES . ' items');
        }
        $tracks = [];
        foreach (array_values($given) as $index => $track) {
            $at = "{$field}[$index]";
            $tracks[] = [
                'carrier_code' => $this->rules->words("$at.carrier_code", $track->getCarrierCode(), 1, 32),
                'title' => $this->rules->words("$at.title", $track->getTitle(), 0, 255),
                'number' => $this->rules->words("$at.number", $track->getNumber(), 1, 255),
            ];
        }
        return $tracks;
    }

    private function instant(string $field, string $given): string
    {
        return (str_ends_with($given, 'Z') ? Instant::of($given) : null)
            ?? throw Refusal::invalid($field, 'it must be an instant in UTC, as 2026-08-03T23:02:00.000Z');
    }

    private function weight(WeightInterface $given): array
    {
        return [
            'value' => $this->rules->text('dispatch.weight.value', $given->getValue(), Rules::AMOUNT),
            'unit' => $this->rules->oneOf('dispatch.weight.unit', $given->getUnit(), ['lb', 'kg']),
        ];
    }
}
