<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Options;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Data\OptionSourceInterface;

/**
 * Stocks by their names.
 */
class Stock implements OptionSourceInterface
{
    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * @inheritdoc
     */
    public function toOptionArray(): array
    {
        $connection = $this->resource->getConnection();
        return $connection->fetchAll(
            $connection->select()
                ->from($this->resource->getTableName('inventory_stock'), ['value' => 'stock_id', 'label' => 'name'])
                ->order('name')
        );
    }
}
