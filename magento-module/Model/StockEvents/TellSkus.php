<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\StockEvents;

use VendorBridge\AmazonVendor\Model\Catalogue\Attributes;
use VendorBridge\AmazonVendor\Model\Catalogue\CatalogueProduct;
use VendorBridge\AmazonVendor\Model\Catalogue\FindProducts;
use VendorBridge\AmazonVendor\Model\Outbox\OutboxInterface;
use VendorBridge\AmazonVendor\Model\Stock\ReadFigures;

/**
 * Puts `stock-changed` into the outbox for those of some SKUs whose figures differ from what was told last. In the
 * caller's transaction, which holds the row lock that lets one at a time do this.
 */
class TellSkus
{
    /**
     * @param FindProducts $findProducts
     * @param ReadFigures $readFigures
     * @param Attributes $attributes
     * @param Told $told
     * @param OutboxInterface $outbox
     */
    public function __construct(
        private readonly FindProducts $findProducts,
        private readonly ReadFigures $readFigures,
        private readonly Attributes $attributes,
        private readonly Told $told,
        private readonly OutboxInterface $outbox
    ) {
    }

    /**
     * @param int $stockId
     * @param string[] $skus in whatever spelling
     * @param bool $evenUnchanged tell them all
     * @return int how many events
     */
    public function execute(int $stockId, array $skus, bool $evenUnchanged = false): int
    {
        $skus = Statement::coalesce($skus);
        $statements = $this->statements($stockId, $skus);
        $news = $evenUnchanged ? $statements : Statement::news($statements, $this->told->hashesOf($skus));
        if ($news === []) {
            return 0;
        }
        $dataByKey = [];
        foreach ($news as $statement) {
            $dataByKey[$statement->data['sku']] = $statement->data;
        }
        $this->outbox->appendAll(OutboxInterface::STOCK_TOPIC, $dataByKey);
        $this->told->keep($news);

        return count($news);
    }

    /**
     * @param int $stockId
     * @param string[] $skus
     * @return Statement[]
     */
    private function statements(int $stockId, array $skus): array
    {
        $products = $this->findProducts->execute($skus);
        $spellings = array_map(static fn (string $sku): string => $products->find($sku)?->sku ?? $sku, $skus);
        $holdable = $products->holdable($spellings);
        $stock = $this->readFigures->withSources($stockId, $holdable);
        $casePacks = $this->attributes->read(
            array_map(static fn (CatalogueProduct $product): int => $product->id, $holdable),
            [Attributes::CASE_PACK]
        );
        $statements = [];
        foreach ($holdable as $product) {
            $casePack = (int) ($casePacks[$product->id][Attributes::CASE_PACK] ?? 0);
            $statements[mb_strtolower($product->sku)] = Statement::of(
                $product->sku,
                $stockId,
                $stock[$product->sku]->sources,
                $stock[$product->sku]->figures,
                $casePack > 0 ? $casePack : null
            );
        }
        $others = array_values(array_filter(
            $skus,
            static fn (string $sku): bool => !isset($statements[mb_strtolower($sku)])
        ));
        // Bundles and what was never told are nobody's business.
        foreach ($this->told->spellingsOf($others) as $key => $sku) {
            $statements[$key] = Statement::ofNothing($sku, $stockId);
        }
        return array_values($statements);
    }
}
