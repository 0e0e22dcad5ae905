<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Ledger;

/**
 * Eaches of one line that change hands.
 */
class Movement
{
    public const RESERVED = 'reserved';
    public const RELEASED = 'released';
    public const SHIPPED = 'shipped';

    private function __construct(
        public readonly Line $line,
        public readonly string $kind,
        public readonly int $eaches
    ) {
    }

    /**
     * From the shop to Amazon
     *
     * @param Line $line
     * @param int $eaches
     * @return self
     */
    public static function reserve(Line $line, int $eaches): self
    {
        return new self($line, self::RESERVED, $eaches);
    }

    /**
     * From Amazon back to the shop
     *
     * @param Line $line
     * @param int $eaches
     * @return self
     */
    public static function release(Line $line, int $eaches): self
    {
        return new self($line, self::RELEASED, $eaches);
    }

    /**
     * Out of the house
     *
     * @param Line $line
     * @param int $eaches
     * @return self
     */
    public static function ship(Line $line, int $eaches): self
    {
        return new self($line, self::SHIPPED, $eaches);
    }

    /**
     * Writes it into the line
     *
     * @return void
     */
    public function apply(): void
    {
        match ($this->kind) {
            self::RESERVED => $this->line->reserve($this->eaches),
            self::RELEASED => $this->line->release($this->eaches),
            self::SHIPPED => $this->line->ship($this->eaches),
        };
    }

    /**
     * What it does to the stock's reservations: holding takes, everything else gives back
     *
     * @return int
     */
    public function onReservation(): int
    {
        return $this->kind === self::RESERVED ? -$this->eaches : $this->eaches;
    }
}
