<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Source;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Database\Transaction;

/**
 * Makes the source `amazon_vendor` show what the ledger has open, or nothing where it is switched off.
 */
class RepairMirror
{
    private const AT_ONCE = 1000;

    /**
     * @param ResourceConnection $resource
     * @param Transaction $transaction
     * @param CompareMirror $compareMirror
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Transaction $transaction,
        private readonly CompareMirror $compareMirror
    ) {
    }

    /**
     * @param bool $isMirrored
     * @return MirrorDifference[] what was repaired
     */
    public function execute(bool $isMirrored): array
    {
        return $this->transaction->run(function () use ($isMirrored): array {
            $differences = $this->compareMirror->execute($isMirrored, true);
            foreach (array_chunk($differences, self::AT_ONCE) as $some) {
                $this->write($some);
            }
            return $differences;
        });
    }

    /**
     * @param MirrorDifference[] $differences
     * @return void
     */
    private function write(array $differences): void
    {
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName('inventory_source_item');
        $rows = $gone = [];
        foreach ($differences as $difference) {
            if ($difference->open > 0) {
                $rows[] = [
                    'source_code' => AmazonSource::CODE,
                    'sku' => $difference->sku,
                    'quantity' => $difference->open,
                    'status' => 1,
                ];
            } else {
                $gone[] = $difference->sku;
            }
        }
        if ($rows !== []) {
            $connection->insertOnDuplicate($table, $rows, ['quantity', 'status']);
        }
        if ($gone !== []) {
            $connection->delete($table, ['source_code = ?' => AmazonSource::CODE, 'sku IN (?)' => $gone]);
        }
    }
}
