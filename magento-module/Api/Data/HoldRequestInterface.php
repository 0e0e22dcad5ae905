<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * Stock to be held for lines of one purchase order.
 * Numbers are declared as decimals: Magento cuts 1.5 to 1 without a word where a whole number is declared.
 *
 * @api
 */
interface HoldRequestInterface
{
    /**
     * Unique over all routes; the same key with the same request is answered with the first answer.
     *
     * @return string|null
     */
    public function getIdempotencyKey(): ?string;

    /**
     * Setter of idempotency_key
     *
     * @param string|null $idempotencyKey
     * @return void
     */
    public function setIdempotencyKey(?string $idempotencyKey): void;

    /**
     * In capitals, without blanks around it.
     *
     * @return string|null
     */
    public function getPurchaseOrderNumber(): ?string;

    /**
     * Setter of purchase_order_number
     *
     * @param string|null $purchaseOrderNumber
     * @return void
     */
    public function setPurchaseOrderNumber(?string $purchaseOrderNumber): void;

    /**
     * MSI stock; the configured one where absent.
     *
     * @return float|null
     */
    public function getStockId(): ?float;

    /**
     * Setter of stock_id
     *
     * @param float|null $stockId
     * @return void
     */
    public function setStockId(?float $stockId): void;

    /**
     * What is held where there is too little: partial, whole_line or whole_order.
     *
     * @return string|null
     */
    public function getMode(): ?string;

    /**
     * Setter of mode
     *
     * @param string|null $mode
     * @return void
     */
    public function setMode(?string $mode): void;

    /**
     * 1 to 1000 lines; a line id stands once, a SKU may stand on several lines.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\HoldRequestLineInterface[]|null
     */
    public function getLines(): ?array;

    /**
     * Setter of lines
     *
     * @param \VendorBridge\AmazonVendor\Api\Data\HoldRequestLineInterface[]|null $lines
     * @return void
     */
    public function setLines(?array $lines): void;
}
