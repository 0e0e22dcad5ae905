<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Salability;

use Magento\InventorySalesAdminUi\Model\GetSalableQuantityDataBySku;
use VendorBridge\AmazonVendor\Ui\OpenQuantities;

/**
 * Says beside a stock's salable quantity how much of what is missing from it is reserved for Amazon. Product grid and
 * product form both show what this class answers, and neither has another way in.
 */
class ShowReserved
{
    /**
     * @param OpenQuantities $openQuantities
     */
    public function __construct(
        private readonly OpenQuantities $openQuantities
    ) {
    }

    /**
     * @param GetSalableQuantityDataBySku $subject
     * @param array<int, array<string, mixed>> $result
     * @param string $sku
     * @return array<int, array<string, mixed>>
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function afterExecute(GetSalableQuantityDataBySku $subject, array $result, string $sku): array
    {
        $open = $this->openQuantities->execute([$sku])[mb_strtolower($sku)] ?? [];
        $shown = [];
        foreach ($result as $stock) {
            $shown[] = $stock;
            $eaches = $open[(int) ($stock['stock_id'] ?? 0)] ?? 0;
            if ($eaches > 0) {
                $shown[] = [
                    'stock_name' => (string) __('%1 – reserved for Amazon POs', $stock['stock_name']),
                    'qty' => $eaches,
                ] + $stock;
            }
        }
        return $shown;
    }
}
