<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Carrier;

/**
 * Names the carrier of a track as Amazon knows it. The shop's code is not enough: `custom` stands for every carrier that
 * Magento has no module for, and only the title says which.
 */
class CarrierMap
{
    /**
     * @param array<int, array{carrier_code: string, title: string, scac: string}> $rows in the order of their say
     */
    private function __construct(
        private readonly array $rows
    ) {
    }

    /**
     * The map of a configuration value; rows that say nothing are left out
     *
     * @param mixed $rows
     * @return self
     */
    public static function of(mixed $rows): self
    {
        $kept = [];
        foreach (is_array($rows) ? $rows : [] as $row) {
            $kept[] = [
                'carrier_code' => trim((string) ($row['carrier_code'] ?? '')),
                'title' => trim((string) ($row['title'] ?? '')),
                'scac' => strtoupper(trim((string) ($row['scac'] ?? ''))),
            ];
        }
        return new self(array_values(array_filter($kept, static fn (array $row): bool => $row['scac'] !== '')));
    }

    /**
     * Standard Carrier Alpha Code of a track's carrier; null where no row fits
     *
     * @param string $carrierCode
     * @param string $title
     * @return string|null
     */
    public function scacOf(string $carrierCode, string $title): ?string
    {
        foreach ($this->rows as $row) {
            if (self::fitsCode($row['carrier_code'], $carrierCode) && self::fitsTitle($row['title'], $title)) {
                return $row['scac'];
            }
        }
        return null;
    }

    private static function fitsCode(string $wanted, string $carrierCode): bool
    {
        return $wanted === '' || $wanted === '*' || strcasecmp($wanted, trim($carrierCode)) === 0;
    }

    /**
     * A pattern without a star is a part of the title: shops write "DHL Freight, pallet 3 of 4".
     */
    private static function fitsTitle(string $pattern, string $title): bool
    {
        if (!str_contains($pattern, '*')) {
            return $pattern === '' || mb_stripos($title, $pattern) !== false;
        }
        $expression = str_replace('\*', '.*', preg_quote($pattern, '/'));
        return preg_match('/^' . $expression . '$/isuD', trim($title)) === 1;
    }
}
