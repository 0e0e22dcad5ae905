<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest\Check;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Filesystem\Driver\File;
use Magento\Framework\Module\Dir;
use VendorBridge\AmazonVendor\Model\Status\CheckInterface;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * Files that were copied without setup:upgrade look installed until the first hold.
 */
class TablesAreThere implements CheckInterface
{
    /**
     * @param ResourceConnection $resource
     * @param Dir $moduleDir
     * @param File $file
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Dir $moduleDir,
        private readonly File $file
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        $missing = [];
        $declared = $this->declared();
        foreach ($declared as $table => $columns) {
            $name = $this->resource->getTableName($table);
            if (!$this->resource->getConnection()->isTableExists($name)) {
                $missing[] = $table;
                continue;
            }
            $there = array_keys($this->resource->getConnection()->describeTable($name));
            foreach (array_diff($columns, $there) as $column) {
                $missing[] = "$table.$column";
            }
        }
        return $missing === []
            ? Finding::ok(__('All %1 tables are there.', count($declared)))
            : Finding::wrong(__('Run setup:upgrade, there is no %1.', implode(', ', $missing)));
    }

    /**
     * Our tables and their columns, as the declarative schema has them
     *
     * @return array<string, string[]>
     */
    private function declared(): array
    {
        $path = $this->moduleDir->getDir('VendorBridge_AmazonVendor', Dir::MODULE_ETC_DIR) . '/db_schema.xml';
        $tables = [];
        foreach (new \SimpleXMLElement($this->file->fileGetContents($path)) as $table) {
            $name = (string) $table['name'];
            if (!str_starts_with($name, 'amazon_vendor')) {
                continue;
            }
            $tables[$name] = [];
            foreach ($table->column as $column) {
                if ((string) $column['disabled'] !== 'true') {
                    $tables[$name][] = (string) $column['name'];
                }
            }
        }
        return $tables;
    }
}
