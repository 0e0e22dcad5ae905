<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * What lines of a held purchase order want from now on.
 *
 * @api
 */
interface AdjustRequestInterface
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
     * The lines that change; the others stay as they are.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\AdjustRequestLineInterface[]|null
     */
    public function getLines(): ?array;

    /**
     * Setter of lines
     *
     * @param \VendorBridge\AmazonVendor\Api\Data\AdjustRequestLineInterface[]|null $lines
     * @return void
     */
    public function setLines(?array $lines): void;
}
