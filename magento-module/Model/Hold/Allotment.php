<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Hold;

/**
 * Promises stock to the lines of one call, first line first: a line sees what the lines before it took. Decides only;
 * nothing is held until the caller writes it down.
 */
class Allotment
{
    public const PARTIAL = 'partial';
    public const WHOLE_LINE = 'whole_line';
    public const WHOLE_ORDER = 'whole_order';
    public const MODES = [self::PARTIAL, self::WHOLE_LINE, self::WHOLE_ORDER];

    /**
     * @param array<int|string, Figures> $figures by SKU, as read under the lock
     */
    public function __construct(
        private array $figures
    ) {
    }

    /**
     * Eaches that an earlier part of the same call puts back
     *
     * @param string $sku
     * @param int $eaches
     * @return void
     */
    public function giveBack(string $sku, int $eaches): void
    {
        if (isset($this->figures[$sku])) {
            $this->figures[$sku] = $this->figures[$sku]->after(-$eaches);
        }
    }

    /**
     * More for one line. The line's total is cut to whole cases: it is acknowledged in cases, and Amazon's field has
     * no room for a part of one.
     *
     * @param string $sku
     * @param int $wanted eaches on top of what it has
     * @param int $already eaches that it has
     * @param int $casePack eaches per case, 1 where it is ordered singly
     * @param string $mode
     * @return Allotted
     */
    public function allot(string $sku, int $wanted, int $already, int $casePack, string $mode): Allotted
    {
        $seen = $this->figures[$sku];
        $total = $already + min($wanted, $seen->availableToPromise());
        $whole = max(0, $total - $total % $casePack - $already);
        $granted = $whole === $wanted || $mode === self::PARTIAL ? $whole : 0;
        $this->figures[$sku] = $seen->after($granted);

        return new Allotted($granted, $whole === $wanted ? null : $seen->limitOf($wanted), $seen);
    }
}
