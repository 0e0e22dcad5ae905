<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Setup\Patch\Data;

use Magento\Catalog\Model\Product;
use Magento\Eav\Model\Entity\Attribute\ScopedAttributeInterface;
use Magento\Eav\Setup\EavSetup;
use Magento\Eav\Setup\EavSetupFactory;
use Magento\Framework\Setup\ModuleDataSetupInterface;
use Magento\Framework\Setup\Patch\DataPatchInterface;
use Magento\Framework\Setup\Patch\PatchRevertableInterface;
use VendorBridge\AmazonVendor\Model\Catalogue\Attributes;
use VendorBridge\AmazonVendor\Model\Product\Attribute\Backend\Checked;
use VendorBridge\AmazonVendor\Model\Product\Rule;

/**
 * What a product says of its trade with Amazon. Global values: Amazon buys from one stock, not from a store view; what
 * differs by website has a default per website in the configuration.
 */
class AddProductAttributes implements DataPatchInterface, PatchRevertableInterface
{
    private const GROUP = 'Amazon Vendor';

    /**
     * @param ModuleDataSetupInterface $setup
     * @param EavSetupFactory $eavSetupFactory
     */
    public function __construct(
        private readonly ModuleDataSetupInterface $setup,
        private readonly EavSetupFactory $eavSetupFactory
    ) {
    }

    /**
     * @inheritdoc
     */
    public function apply()
    {
        $eavSetup = $this->eavSetupFactory->create(['setup' => $this->setup]);
        $this->add($eavSetup, 10, Attributes::CASE_PACK, [
            'type' => 'int',
            'label' => 'Case Pack Quantity',
            'note' => 'Eaches in one case. What Amazon orders in cases is promised in whole cases.',
            'frontend_class' => 'validate-digits validate-greater-than-zero',
        ]);
        $this->add($eavSetup, 20, Attributes::BUFFER, [
            'type' => 'int',
            'label' => 'Amazon Buffer',
            'note' => 'Eaches kept for the shop. Empty: as the configuration says.',
            'frontend_class' => 'validate-digits',
        ]);
        $this->add($eavSetup, 30, Attributes::POOL_SHARE, [
            'type' => 'int',
            'label' => 'Amazon Pool Share',
            'note' => 'Percent of the pool\'s quantity that is open to Amazon. Empty: 100.',
            'frontend_class' => 'validate-digits validate-digits-range digits-range-0-100',
        ]);
        $this->add($eavSetup, 40, Attributes::AGREED_COST, [
            'type' => 'decimal',
            'label' => 'Amazon Agreed Cost',
            'note' => 'What Amazon pays per each, in the base currency.',
            'frontend_class' => 'validate-number validate-greater-than-zero',
        ]);
        $this->add($eavSetup, 50, Attributes::BARCODE, [
            'type' => 'varchar',
            'label' => 'Amazon Barcode',
            'note' => 'UPC, EAN or GTIN that Amazon orders by; several with commas.',
        ]);
        return $this;
    }

    /**
     * @inheritdoc
     */
    public function revert()
    {
        $eavSetup = $this->eavSetupFactory->create(['setup' => $this->setup]);
        foreach (Rule::CODES as $code) {
            $eavSetup->removeAttribute(Product::ENTITY, $code);
        }
        foreach ($eavSetup->getAllAttributeSetIds(Product::ENTITY) as $setId) {
            $eavSetup->removeAttributeGroup(Product::ENTITY, $setId, self::GROUP);
        }
    }

    /**
     * @inheritdoc
     */
    public static function getDependencies()
    {
        return [];
    }

    /**
     * @inheritdoc
     */
    public function getAliases()
    {
        return [];
    }

    /**
     * @param EavSetup $eavSetup
     * @param int $sortOrder
     * @param string $code
     * @param array<string, mixed> $particulars
     * @return void
     */
    private function add(EavSetup $eavSetup, int $sortOrder, string $code, array $particulars): void
    {
        $eavSetup->addAttribute(Product::ENTITY, $code, $particulars + [
            'input' => 'text',
            'backend' => Checked::class,
            'group' => self::GROUP,
            'sort_order' => $sortOrder,
            'global' => ScopedAttributeInterface::SCOPE_GLOBAL,
            'apply_to' => 'simple,virtual',
            'required' => false,
            'user_defined' => false,
            'visible' => true,
            'visible_on_front' => false,
            'searchable' => false,
            'filterable' => false,
            'comparable' => false,
            'used_in_product_listing' => false,
            'is_used_in_grid' => true,
            'is_visible_in_grid' => false,
            'is_filterable_in_grid' => true,
        ]);
    }
}
