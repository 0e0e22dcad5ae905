<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Database\Chunks;

/**
 * What is reserved for Amazon now, for people to see.
 */
class OpenQuantities
{
    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * Eaches by SKU in small letters, for the database finds SKUs in any spelling, and by stock
     *
     * @param string[] $skus
     * @return array<int|string, array<int, int>> SKUs and stocks without any are left out
     */
    public function execute(array $skus): array
    {
        $connection = $this->resource->getConnection();
        $open = [];
        foreach (Chunks::of($skus) as $chunk) {
            $select = $connection->select()
                ->from(
                    $this->resource->getTableName('amazon_vendor_po_line'),
                    ['sku', 'stock_id', 'eaches' => 'SUM(open_quantity)']
                )
                ->where('sku IN (?)', $chunk)
                ->where('open_quantity > 0')
                ->group(['sku', 'stock_id']);
            foreach ($connection->fetchAll($select) as $row) {
                $open[mb_strtolower((string) $row['sku'])][(int) $row['stock_id']] = (int) $row['eaches'];
            }
        }
        return $open;
    }
}
