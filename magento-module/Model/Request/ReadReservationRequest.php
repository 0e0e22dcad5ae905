<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Request;

use VendorBridge\AmazonVendor\Api\Data\AdjustRequestInterface;
use VendorBridge\AmazonVendor\Api\Data\AdjustRequestLineInterface;
use VendorBridge\AmazonVendor\Api\Data\HoldRequestInterface;
use VendorBridge\AmazonVendor\Api\Data\HoldRequestLineInterface;
use VendorBridge\AmazonVendor\Api\Data\ReleaseRequestInterface;
use VendorBridge\AmazonVendor\Api\Data\ReleaseRequestLineInterface;
use VendorBridge\AmazonVendor\Model\Hold\Allotment;
use VendorBridge\AmazonVendor\Model\Idempotency\Request;
use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * Checks what changes reservations against the contract, once, at the door.
 */
class ReadReservationRequest
{
    private const RELEASE_REASONS = [
        'amazon_cancelled',
        'rejected',
        'short_shipped',
        'expired',
        'undone',
        'corrected',
    ];

    /**
     * @param Rules $rules
     */
    public function __construct(
        private readonly Rules $rules
    ) {
    }

    /**
     * @param HoldRequestInterface $given
     * @return Request
     * @throws Refusal
     */
    public function hold(HoldRequestInterface $given): Request
    {
        $rules = $this->rules;
        $key = $rules->text('reservation.idempotency_key', $given->getIdempotencyKey(), Rules::IDEMPOTENCY_KEY);
        $number = $rules->text(
            'reservation.purchase_order_number',
            $given->getPurchaseOrderNumber(),
            Rules::PURCHASE_ORDER_NUMBER
        );
        $stockId = $given->getStockId();

        return new Request('hold', $key, $number, [
            'stock_id' => $stockId === null
                ? null
                : $rules->integer('reservation.stock_id', $stockId, 1, Rules::MAX_ID),
            'mode' => $rules->oneOf('reservation.mode', $given->getMode(), Allotment::MODES),
            'lines' => $rules->lines(
                'reservation.lines',
                $given->getLines(),
                fn (string $at, HoldRequestLineInterface $line): array => [
                    'line_id' => $rules->text("$at.line_id", $line->getLineId(), Rules::LINE_ID),
                    'line_number' => $rules->words("$at.line_number", $line->getLineNumber(), 0, 20),
                    'sku' => $rules->words("$at.sku", $line->getSku(), 1, 64),
                    'requested' => $rules->integer("$at.requested", $line->getRequested(), 1),
                    'case_pack' => $rules->integer("$at.case_pack", $line->getCasePack(), 1, 100_000),
                ]
            ),
        ]);
    }

    /**
     * @param string $purchaseOrderNumber
     * @param AdjustRequestInterface $given
     * @return Request
     * @throws Refusal
     */
    public function adjust(string $purchaseOrderNumber, AdjustRequestInterface $given): Request
    {
        $rules = $this->rules;
        $number = $this->number($purchaseOrderNumber);
        $key = $rules->text('adjustment.idempotency_key', $given->getIdempotencyKey(), Rules::IDEMPOTENCY_KEY);

        return new Request('adjust', $key, $number, [
            'mode' => $rules->oneOf('adjustment.mode', $given->getMode(), Allotment::MODES),
            'lines' => $rules->lines(
                'adjustment.lines',
                $given->getLines(),
                fn (string $at, AdjustRequestLineInterface $line): array => [
                    'line_id' => $rules->text("$at.line_id", $line->getLineId(), Rules::LINE_ID),
                    'requested' => $rules->integer("$at.requested", $line->getRequested(), 0),
                ]
            ),
        ]);
    }

    /**
     * @param string $purchaseOrderNumber
     * @param ReleaseRequestInterface $given
     * @return Request
     * @throws Refusal
     */
    public function release(string $purchaseOrderNumber, ReleaseRequestInterface $given): Request
    {
        $rules = $this->rules;
        $number = $this->number($purchaseOrderNumber);
        $key = $rules->text('release.idempotency_key', $given->getIdempotencyKey(), Rules::IDEMPOTENCY_KEY);
        $note = $given->getNote();
        $voids = $given->getVoidsKey();

        return new Request('release', $key, $number, [
            'reason' => $rules->oneOf('release.reason', $given->getReason(), self::RELEASE_REASONS),
            'note' => $note === null ? null : $rules->words('release.note', $note, 0, 255),
            'voids_key' => $voids === null
                ? null
                : $rules->text('release.voids_key', $voids, Rules::IDEMPOTENCY_KEY),
            'lines' => $given->getLines() === null ? null : $rules->lines(
                'release.lines',
                $given->getLines(),
                fn (string $at, ReleaseRequestLineInterface $line): array => [
                    'line_id' => $rules->text("$at.line_id", $line->getLineId(), Rules::LINE_ID),
                    'quantity' => $line->getQuantity() === null
                        ? null
                        : $rules->integer("$at.quantity", $line->getQuantity(), 1),
                ]
            ),
        ]);
    }

    /**
     * @param string $purchaseOrderNumber
     * @return string
     * @throws Refusal
     */
    public function number(string $purchaseOrderNumber): string
    {
        return $this->rules->text('purchase_order_number', $purchaseOrderNumber, Rules::PURCHASE_ORDER_NUMBER);
    }
}
