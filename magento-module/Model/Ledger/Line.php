<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Ledger;

use LogicException;

/**
 * One line of a purchase order. What Amazon has of it now is `open` = reserved - shipped - released, never below zero.
 */
class Line
{
    /**
     * @param int|null $id row id; null before the first save
     * @param string $lineId the caller's id, unique for ever
     * @param int $position place in the purchase order, from 1
     * @param string $lineNumber as Amazon wrote it
     * @param string $sku in the catalogue's spelling at the time of the hold
     * @param int $productId
     * @param int $casePack eaches per case
     * @param int $requested the latest wish, in eaches
     * @param int $reserved eaches granted in all, ever
     * @param int $shipped eaches that have left
     * @param int $released eaches given back in all
     */
    public function __construct(
        private readonly ?int $id,
        private readonly string $lineId,
        private readonly int $position,
        private readonly string $lineNumber,
        private readonly string $sku,
        private readonly int $productId,
        private readonly int $casePack,
        private int $requested,
        private int $reserved = 0,
        private int $shipped = 0,
        private int $released = 0
    ) {
    }

    /**
     * @return int|null
     */
    public function getId(): ?int
    {
        return $this->id;
    }

    /**
     * @return string
     */
    public function getLineId(): string
    {
        return $this->lineId;
    }

    /**
     * @return int
     */
    public function getPosition(): int
    {
        return $this->position;
    }

    /**
     * @return string
     */
    public function getLineNumber(): string
    {
        return $this->lineNumber;
    }

    /**
     * @return string
     */
    public function getSku(): string
    {
        return $this->sku;
    }

    /**
     * @return int
     */
    public function getProductId(): int
    {
        return $this->productId;
    }

    /**
     * @return int
     */
    public function getCasePack(): int
    {
        return $this->casePack;
    }

    /**
     * @return int
     */
    public function getRequested(): int
    {
        return $this->requested;
    }

    /**
     * @return int
     */
    public function getReserved(): int
    {
        return $this->reserved;
    }

    /**
     * @return int
     */
    public function getShipped(): int
    {
        return $this->shipped;
    }

    /**
     * @return int
     */
    public function getReleased(): int
    {
        return $this->released;
    }

    /**
     * Eaches that Amazon has now
     *
     * @return int
     */
    public function getOpen(): int
    {
        return $this->reserved - $this->shipped - $this->released;
    }

    /**
     * @param int $requested eaches of the whole line, what is shipped included
     * @return void
     */
    public function wish(int $requested): void
    {
        $this->requested = $requested;
    }

    /**
     * More for Amazon
     *
     * @param int $eaches
     * @return void
     */
    public function reserve(int $eaches): void
    {
        $this->reserved += self::some($eaches);
    }

    /**
     * Back to the shop
     *
     * @param int $eaches
     * @return void
     */
    public function release(int $eaches): void
    {
        $this->released += $this->ofOpen($eaches);
    }

    /**
     * Has left
     *
     * @param int $eaches
     * @return void
     */
    public function ship(int $eaches): void
    {
        $this->shipped += $this->ofOpen($eaches);
    }

    private function ofOpen(int $eaches): int
    {
        if ($eaches > $this->getOpen()) {
            throw new LogicException("Line {$this->lineId} has {$this->getOpen()} eaches open, not $eaches.");
        }
        return self::some($eaches);
    }

    private static function some(int $eaches): int
    {
        if ($eaches <= 0) {
            throw new LogicException("$eaches is no number of eaches to move.");
        }
        return $eaches;
    }
}
