<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Setup\Patch\Data;

use Magento\Customer\Setup\Patch\Data\DefaultCustomerGroupsAndAttributes;
use Magento\Framework\Setup\ModuleDataSetupInterface;
use Magento\Framework\Setup\Patch\DataPatchInterface;
use Magento\Framework\Setup\Patch\PatchRevertableInterface;
use VendorBridge\AmazonVendor\Model\Order\CustomerGroup;

/**
 * The customer group of Amazon's orders.
 */
class AddCustomerGroup implements DataPatchInterface, PatchRevertableInterface
{
    /**
     * @param ModuleDataSetupInterface $setup
     */
    public function __construct(
        private readonly ModuleDataSetupInterface $setup
    ) {
    }

    /**
     * @inheritdoc
     */
    public function apply()
    {
        $connection = $this->setup->getConnection();
        $table = $this->setup->getTable('customer_group');
        $known = $connection->select()->from($table)->where('customer_group_code = ?', CustomerGroup::CODE);
        if ($connection->fetchOne($known) === false) {
            // Taxed as those without a group: the orders themselves bear no tax.
            $taxClass = $connection->select()->from($table, 'tax_class_id')->where('customer_group_id = 0');
            $connection->insert($table, [
                'customer_group_code' => CustomerGroup::CODE,
                'tax_class_id' => (int) $connection->fetchOne($taxClass),
            ]);
        }
        return $this;
    }

    /**
     * The group stays where customers are in it, or orders name it: a report of last year would lose its name
     *
     * @inheritdoc
     */
    public function revert()
    {
        $connection = $this->setup->getConnection();
        $table = $this->setup->getTable('customer_group');
        $id = $connection->fetchOne(
            $connection->select()->from($table, 'customer_group_id')
                ->where('customer_group_code = ?', CustomerGroup::CODE)
        );
        if ($id === false) {
            return;
        }
        foreach (['customer_entity' => 'group_id', 'sales_order' => 'customer_group_id'] as $name => $column) {
            $used = $connection->select()->from($this->setup->getTable($name), $column)
                ->where("$column = ?", (int) $id)
                ->limit(1);
            if ($connection->fetchOne($used) !== false) {
                return;
            }
        }
        $connection->delete($table, ['customer_group_id = ?' => (int) $id]);
    }

    /**
     * @inheritdoc
     */
    public static function getDependencies()
    {
        return [DefaultCustomerGroupsAndAttributes::class];
    }

    /**
     * @inheritdoc
     */
    public function getAliases()
    {
        return [];
    }
}
