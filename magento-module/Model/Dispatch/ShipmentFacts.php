<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Dispatch;

/**
 * What a Magento shipment says, in the contract's words. Pure: no database, no Magento.
 */
class ShipmentFacts
{
    private const UNITS = ['POUND' => 'lb', 'LB' => 'lb', 'LBS' => 'lb', 'KILOGRAM' => 'kg', 'KG' => 'kg', 'KGS' => 'kg'];

    /**
     * Lines of the purchase order that are in the shipment, each once
     *
     * @param array<int, array{order_item_id: int, quantity: float}> $items
     * @param array<int, string> $lineIds by order item id
     * @param array<int|string, string> $skus by line id
     * @return array<int, array{line_id: string, sku: string, quantity: int}>
     */
    public static function lines(array $items, array $lineIds, array $skus): array
    {
        $lines = [];
        foreach ($items as ['order_item_id' => $itemId, 'quantity' => $quantity]) {
            $lineId = $lineIds[$itemId] ?? null;
            $eaches = (int) floor(round($quantity, 4));
            if ($lineId === null || $eaches < 1) {
                continue;
            }
            $lines[$lineId] ??= ['line_id' => $lineId, 'sku' => $skus[$lineId], 'quantity' => 0];
            $lines[$lineId]['quantity'] += $eaches;
        }
        return array_values($lines);
    }

    /**
     * @param string|null $carrierCode
     * @param string|null $title
     * @param string|null $number
     * @return array{carrier_code: string, title: string, number: string}
     */
    public static function track(?string $carrierCode, ?string $title, ?string $number): array
    {
        $carrierCode = trim((string) $carrierCode);
        return [
            'carrier_code' => $carrierCode === '' ? 'custom' : mb_substr($carrierCode, 0, 32),
            'title' => mb_substr(trim((string) $title), 0, 255),
            'number' => mb_substr(trim((string) $number), 0, 255),
        ];
    }

    /**
     * Gross weight and number of packages, as the label's form has them; a unit that is neither pound nor kilogram is
     * not guessed
     *
     * @param array<int|string, array<string, mixed>> $packages
     * @return array{0: array{value: string, unit: string}|null, 1: int|null}
     */
    public static function parcels(array $packages): array
    {
        if ($packages === []) {
            return [null, null];
        }
        $total = '0';
        $units = [];
        foreach ($packages as $package) {
            $weight = (string) ($package['params']['weight'] ?? '');
            $units[] = self::UNITS[strtoupper((string) ($package['params']['weight_units'] ?? ''))] ?? null;
            if (preg_match('/^\d{1,9}(\.\d+)?$/D', $weight) !== 1) {
                $units[] = null;
                continue;
            }
            $total = bcadd($total, $weight, 4);
        }
        $units = array_unique($units);
        $isKnown = count($units) === 1 && $units[0] !== null && bccomp($total, '0', 4) > 0;

        return [
            $isKnown ? ['value' => rtrim(rtrim($total, '0'), '.'), 'unit' => $units[0]] : null,
            count($packages),
        ];
    }
}
