<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Hold;

/**
 * What there is of one SKU in one stock, and what of it Amazon may have.
 */
class Figures
{
    /**
     * @param float $salable MSI's live figure: what Amazon and shoppers hold is already off
     * @param float $pool in-stock quantity of the sources open to Amazon
     * @param int $amazonReserved open eaches of all purchase orders in this stock
     * @param int $buffer eaches kept for the shop
     */
    public function __construct(
        public readonly float $salable,
        public readonly float $pool,
        public readonly int $amazonReserved,
        public readonly int $buffer
    ) {
    }

    /**
     * Whole eaches that Amazon may be promised, not cut to cases
     *
     * @return int
     */
    public function availableToPromise(): int
    {
        return self::wholeEaches(min($this->salable, $this->poolLeft()) - $this->buffer);
    }

    /**
     * The figures after Amazon got more, or gave some back where the quantity is below zero
     *
     * @param int $eaches
     * @return self
     */
    public function after(int $eaches): self
    {
        return new self($this->salable - $eaches, $this->pool, $this->amazonReserved + $eaches, $this->buffer);
    }

    /**
     * The same figures for a caller that may have what the buffer keeps
     *
     * @return self
     */
    public function withoutBuffer(): self
    {
        return new self($this->salable, $this->pool, $this->amazonReserved, 0);
    }

    /**
     * Why not all of `wanted` can be had, by the words of the contract
     *
     * @param int $wanted
     * @return string
     */
    public function limitOf(int $wanted): string
    {
        if ($this->availableToPromise() >= $wanted) {
            return 'case_pack';
        }
        if ($this->withoutBuffer()->availableToPromise() >= $wanted) {
            return 'buffer_kept';
        }
        return $this->salable <= $this->poolLeft() ? 'insufficient_stock' : 'pool_limit';
    }

    /**
     * As the contract's `StockSeen` has them
     *
     * @return array<string, int|float>
     */
    public function toArray(): array
    {
        return [
            'salable_quantity' => $this->salable,
            'pool_quantity' => $this->pool,
            'amazon_reserved' => $this->amazonReserved,
            'buffer' => $this->buffer,
            'available_to_promise' => $this->availableToPromise(),
        ];
    }

    private function poolLeft(): float
    {
        return $this->pool - $this->amazonReserved;
    }

    /**
     * MSI keeps four places; a sum of floats that lies a hair under a whole number is that number.
     */
    private static function wholeEaches(float $quantity): int
    {
        return max(0, (int) floor(round($quantity, 4)));
    }
}
