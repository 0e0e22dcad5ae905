<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Source;

use Magento\Framework\Data\OptionSourceInterface;
use Magento\InventoryApi\Api\StockRepositoryInterface;

/**
 * Stocks that Amazon can buy from.
 */
class StockChoice implements OptionSourceInterface
{
    /**
     * @param StockRepositoryInterface $stockRepository
     */
    public function __construct(
        private readonly StockRepositoryInterface $stockRepository
    ) {
    }

    /**
     * @inheritdoc
     */
    public function toOptionArray(): array
    {
        $options = [['value' => '', 'label' => __('Stock of the default website')]];
        foreach ($this->stockRepository->getList()->getItems() as $stock) {
            $options[] = ['value' => (string) $stock->getStockId(), 'label' => $stock->getName()];
        }
        return $options;
    }
}
