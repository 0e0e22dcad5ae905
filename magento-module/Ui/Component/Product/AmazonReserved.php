<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Component\Product;

use Magento\Framework\View\Element\UiComponent\ContextInterface;
use Magento\Framework\View\Element\UiComponentFactory;
use Magento\Ui\Component\Listing\Columns\Column;
use VendorBridge\AmazonVendor\Ui\OpenQuantities;

/**
 * Column of the product grid: eaches reserved for Amazon over all stocks, one query for the page.
 */
class AmazonReserved extends Column
{
    /**
     * @param ContextInterface $context
     * @param UiComponentFactory $uiComponentFactory
     * @param OpenQuantities $openQuantities
     * @param array $components
     * @param array $data
     */
    public function __construct(
        ContextInterface $context,
        UiComponentFactory $uiComponentFactory,
        private readonly OpenQuantities $openQuantities,
        array $components = [],
        array $data = []
    ) {
        parent::__construct($context, $uiComponentFactory, $components, $data);
    }

    /**
     * @inheritdoc
     */
    public function prepareDataSource(array $dataSource)
    {
        $items = &$dataSource['data']['items'];
        if (!is_array($items)) {
            return $dataSource;
        }
        // The grid has its SKUs escaped already.
        $skuOf = static fn (array $item): string
            => htmlspecialchars_decode((string) ($item['sku'] ?? ''), ENT_QUOTES | ENT_SUBSTITUTE);
        $open = $this->openQuantities->execute(array_map($skuOf, array_values($items)));
        foreach ($items as &$item) {
            $eaches = array_sum($open[mb_strtolower($skuOf($item))] ?? []);
            $item[$this->getData('name')] = $eaches > 0 ? (string) $eaches : '';
        }
        return $dataSource;
    }
}
