<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Position;

use VendorBridge\AmazonVendor\Api\Data\StockPositionAnswerInterface;
use VendorBridge\AmazonVendor\Api\Data\StockPositionQueryInterface;
use VendorBridge\AmazonVendor\Api\QueryStockPositionsInterface;
use VendorBridge\AmazonVendor\Model\Data\StockPositionAnswer;
use VendorBridge\AmazonVendor\Model\Instant;
use VendorBridge\AmazonVendor\Model\Request\Rules;
use VendorBridge\AmazonVendor\Model\Stock\Stocks;

/**
 * @inheritdoc
 */
class QueryStockPositions implements QueryStockPositionsInterface
{
    /**
     * @param Rules $rules
     * @param Stocks $stocks
     * @param ReadPositions $readPositions
     */
    public function __construct(
        private readonly Rules $rules,
        private readonly Stocks $stocks,
        private readonly ReadPositions $readPositions
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(StockPositionQueryInterface $query): StockPositionAnswerInterface
    {
        $skus = [];
        foreach ($this->rules->some('query.skus', $query->getSkus()) as $index => $sku) {
            $skus[] = $this->rules->words("query.skus[$index]", $sku, 1, 64);
        }
        $stockId = $this->stocks->resolve(
            $query->getStockId() === null
                ? null
                : $this->rules->integer('query.stock_id', $query->getStockId(), 1, Rules::MAX_ID)
        );

        return new StockPositionAnswer([
            'as_of' => Instant::now(),
            'items' => $this->readPositions->execute($stockId, $skus),
        ]);
    }
}
