<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Api\Data;

/**
 * Eaches to be given back to the shop.
 *
 * @api
 */
interface ReleaseRequestInterface
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
     * For the ledger's history: amazon_cancelled, rejected, short_shipped, expired, undone or corrected.
     *
     * @return string|null
     */
    public function getReason(): ?string;

    /**
     * Setter of reason
     *
     * @param string|null $reason
     * @return void
     */
    public function setReason(?string $reason): void;

    /**
     * For people.
     *
     * @return string|null
     */
    public function getNote(): ?string;

    /**
     * Setter of note
     *
     * @param string|null $note
     * @return void
     */
    public function setNote(?string $note): void;

    /**
     * Key of a hold that must not take effect any more.
     *
     * @return string|null
     */
    public function getVoidsKey(): ?string;

    /**
     * Setter of voids_key
     *
     * @param string|null $voidsKey
     * @return void
     */
    public function setVoidsKey(?string $voidsKey): void;

    /**
     * What is given back; everything that is open where absent.
     *
     * @return \VendorBridge\AmazonVendor\Api\Data\ReleaseRequestLineInterface[]|null
     */
    public function getLines(): ?array;

    /**
     * Setter of lines
     *
     * @param \VendorBridge\AmazonVendor\Api\Data\ReleaseRequestLineInterface[]|null $lines
     * @return void
     */
    public function setLines(?array $lines): void;
}
