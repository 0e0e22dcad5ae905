<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Position;

use VendorBridge\AmazonVendor\Model\Catalogue\FindProducts;
use VendorBridge\AmazonVendor\Model\Database\Transaction;
use VendorBridge\AmazonVendor\Model\Outbox\OutboxInterface;
use VendorBridge\AmazonVendor\Model\Stock\ReadFigures;
use VendorBridge\AmazonVendor\Model\Stock\SourcesAndFigures;

/**
 * Stock and product facts of many SKUs, in whatever spelling they are asked for, read in one transaction.
 */
class ReadPositions
{
    /**
     * @param Transaction $transaction
     * @param FindProducts $findProducts
     * @param ProductFacts $productFacts
     * @param ReadFigures $readFigures
     * @param OutboxInterface $outbox
     */
    public function __construct(
        private readonly Transaction $transaction,
        private readonly FindProducts $findProducts,
        private readonly ProductFacts $productFacts,
        private readonly ReadFigures $readFigures,
        private readonly OutboxInterface $outbox
    ) {
    }

    /**
     * @param int $stockId
     * @param string[] $skus
     * @return array<int, array<string, mixed>> as the contract's `StockPosition`, in the order asked
     */
    public function execute(int $stockId, array $skus): array
    {
        return $this->transaction->run(fn (): array => $this->read($stockId, array_map('strval', $skus)));
    }

    /**
     * @param int $stockId
     * @param string[] $skus
     * @return array<int, array<string, mixed>>
     */
    private function read(int $stockId, array $skus): array
    {
        $sequences = $this->outbox->lastSequences(OutboxInterface::STOCK_TOPIC, $skus);
        $products = $this->findProducts->execute($skus);
        $known = array_filter(array_map($products->find(...), $skus));
        $facts = $this->productFacts->execute(array_values($known));
        $stock = $this->readFigures->withSources($stockId, $products->holdable($skus));

        return array_map(function (string $sku) use ($products, $facts, $stock, $stockId, $sequences): array {
            $product = $products->find($sku);
            return [
                'sku' => $sku,
                'problem' => $products->problemOf($sku),
                'product' => $product === null ? null : $facts[$product->id],
                'stock' => isset($stock[$sku])
                    ? self::stock($stockId, $stock[$sku]) + ['sequence' => $sequences[$sku] ?? 0]
                    : null,
            ];
        }, $skus);
    }

    /**
     * @param int $stockId
     * @param SourcesAndFigures $of
     * @return array<string, mixed>
     */
    private static function stock(int $stockId, SourcesAndFigures $of): array
    {
        return ['stock_id' => $stockId, 'sources' => $of->sources] + $of->figures->toArray();
    }
}
