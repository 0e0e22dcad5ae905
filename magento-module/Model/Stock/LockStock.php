<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Stock;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Select;
use VendorBridge\AmazonVendor\Model\Database\Chunks;

/**
 * The row lock that a hold and the shop's own reservation at checkout take before they look at the stock. MSI itself
 * has none: two checkouts, or a checkout and a hold, both find the last unit and both promise it. It lasts until the
 * outermost transaction ends.
 */
class LockStock
{
    private const TABLE = 'amazon_vendor_stock_lock';

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * Makes the rows that are missing. Best called before the transaction: a row that a long transaction made is
     * invisible to others, who then wait for it.
     *
     * @param int $stockId
     * @param string[] $skus
     * @return void
     */
    public function prepare(int $stockId, array $skus): void
    {
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName(self::TABLE);
        foreach (Chunks::of($skus) as $chunk) {
            $known = array_flip(array_map('mb_strtolower', $connection->fetchCol($this->select($stockId, $chunk))));
            $missing = array_filter($chunk, static fn (string $sku): bool => !isset($known[mb_strtolower($sku)]));
            if ($missing !== []) {
                // Not blindly for all of them: that would wait for every row that somebody has locked.
                $rows = array_map(static fn (string $sku): array => ['stock_id' => $stockId, 'sku' => $sku], $missing);
                $connection->insertOnDuplicate($table, $rows, ['sku' => new \Zend_Db_Expr('sku')]);
            }
        }
    }

    /**
     * Waits for the rows, always in the same order, so that two orders of several SKUs cannot wait for each other. To
     * be called in a transaction, before its first plain read: what is read afterwards is what the last holder left.
     *
     * @param int $stockId
     * @param string[] $skus
     * @return void
     */
    public function execute(int $stockId, array $skus): void
    {
        foreach (Chunks::of($skus) as $chunk) {
            $this->resource->getConnection()->fetchCol($this->select($stockId, $chunk)->order('sku')->forUpdate(true));
        }
    }

    /**
     * @param int $stockId
     * @param string[] $skus
     * @return Select
     */
    private function select(int $stockId, array $skus): Select
    {
        return $this->resource->getConnection()->select()
            ->from($this->resource->getTableName(self::TABLE), 'sku')
            ->where('stock_id = ?', $stockId)
            ->where('sku IN (?)', $skus);
    }
}
