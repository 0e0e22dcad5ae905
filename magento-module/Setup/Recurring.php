<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Setup;

use Magento\Framework\Setup\InstallSchemaInterface;
use Magento\Framework\Setup\ModuleContextInterface;
use Magento\Framework\Setup\SchemaSetupInterface;

/**
 * At every setup:upgrade: rows of the outbox keep room for their position and for the instant at which a reader over
 * REST acknowledges them, so that setting one need not move the row within its page: that took a tenth of the time. In
 * InnoDB's other row formats an empty column has no room, and the declarative schema has no word for the format. Not a
 * patch: a module that was switched off and on has new tables.
 */
class Recurring implements InstallSchemaInterface
{
    private const WITH_ROOM = 'REDUNDANT';

    /**
     * @inheritdoc
     */
    public function install(SchemaSetupInterface $setup, ModuleContextInterface $context)
    {
        $connection = $setup->getConnection();
        $table = $setup->getTable('amazon_vendor_outbox');
        if (!$connection->isTableExists($table)) {
            return;
        }
        $format = (string) ($connection->showTableStatus($table)['Row_format'] ?? '');
        if (strcasecmp($format, self::WITH_ROOM) !== 0) {
            // phpcs:ignore Magento2.SQL.RawQuery -- neither the schema nor the adapter has a word for the format
            $connection->query('ALTER TABLE ' . $connection->quoteIdentifier($table) . ' ROW_FORMAT=' . self::WITH_ROOM);
        }
    }
}
