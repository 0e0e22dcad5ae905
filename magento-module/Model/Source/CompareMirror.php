<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Source;

use Magento\Framework\App\ResourceConnection;

/**
 * Compares what the source `amazon_vendor` shows with what the ledger has open. Only direct SQL, a restored table or a
 * changed switch can part them.
 */
class CompareMirror
{
    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * @param bool $isMirrored whether anything is to be shown
     * @param bool $forRepair lock the ledger's open lines, so that no hold passes between look and repair
     * @return MirrorDifference[] by SKU
     */
    public function execute(bool $isMirrored, bool $forRepair = false): array
    {
        $connection = $this->resource->getConnection();
        $open = $shown = $spelling = [];
        if ($isMirrored) {
            $lines = $connection->select()
                ->from($this->resource->getTableName('amazon_vendor_po_line'), ['sku', 'open_quantity'])
                ->where('open_quantity > 0');
            $sql = $lines->assemble() . ($forRepair ? ' LOCK IN SHARE MODE' : '');
            foreach ($connection->fetchAll($sql) as $line) {
                $key = mb_strtolower((string) $line['sku']);
                $spelling[$key] = (string) $line['sku'];
                $open[$key] = ($open[$key] ?? 0) + (int) $line['open_quantity'];
            }
        }
        $items = $connection->select()
            ->from($this->resource->getTableName('inventory_source_item'), ['sku', 'quantity'])
            ->where('source_code = ?', AmazonSource::CODE);
        foreach ($connection->fetchAll($items) as $item) {
            $key = mb_strtolower((string) $item['sku']);
            $spelling[$key] ??= (string) $item['sku'];
            $shown[$key] = (float) $item['quantity'];
        }
        ksort($spelling, SORT_STRING);
        $differences = [];
        foreach ($spelling as $key => $sku) {
            if ((float) ($open[$key] ?? 0) !== ($shown[$key] ?? 0.0)) {
                $differences[] = new MirrorDifference($sku, $open[$key] ?? 0, $shown[$key] ?? 0.0);
            }
        }
        return $differences;
    }
}
