<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\StockEvents;

use VendorBridge\AmazonVendor\Model\Hold\Figures;

/**
 * What `stock-changed` says of one SKU, and whether it says anything new. Pure: no database, no clock.
 */
class Statement
{
    private function __construct(
        public readonly array $data,
        public readonly bool $hasStock
    ) {
    }

    /**
     * @param string $sku in the catalogue's spelling
     * @param int $stockId
     * @param array<int, array<string, mixed>> $sources
     * @param Figures $figures
     * @param int|null $casePack
     * @return self
     */
    public static function of(string $sku, int $stockId, array $sources, Figures $figures, ?int $casePack): self
    {
        return new self(
            ['sku' => $sku, 'stock_id' => $stockId, 'sources' => $sources]
            + $figures->toArray()
            + ($casePack === null ? [] : ['case_pack' => $casePack]),
            true
        );
    }

    /**
     * Of a SKU that cannot be held any more: deleted, renamed, its stock no longer managed. Said so, or readers would
     * go on promising what was told last.
     *
     * @param string $sku
     * @param int $stockId
     * @return self
     */
    public static function ofNothing(string $sku, int $stockId): self
    {
        $nothing = (new Figures(0.0, 0.0, 0, 0))->toArray();

        return new self(['sku' => $sku, 'stock_id' => $stockId, 'sources' => []] + $nothing, false);
    }

    /**
     * Equal for statements that say the same
     *
     * @return string
     */
    public function hash(): string
    {
        return hash('sha256', json_encode($this->data, JSON_THROW_ON_ERROR));
    }

    /**
     * Those that differ from what was told last
     *
     * @param self[] $statements
     * @param array<int|string, string> $told hashes by SKU in small letters
     * @return self[]
     */
    public static function news(array $statements, array $told): array
    {
        return array_values(array_filter(
            $statements,
            static fn (self $one): bool => ($told[mb_strtolower($one->data['sku'])] ?? null) !== $one->hash()
        ));
    }

    /**
     * Each SKU once, however often and in whatever case it was noted
     *
     * @param string[] $skus
     * @return string[]
     */
    public static function coalesce(array $skus): array
    {
        $once = [];
        foreach ($skus as $sku) {
            $once[mb_strtolower($sku)] ??= $sku;
        }
        unset($once['']);

        return array_values($once);
    }
}
