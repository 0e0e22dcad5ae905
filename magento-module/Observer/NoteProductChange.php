<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Observer;

use Magento\Catalog\Model\Product;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use VendorBridge\AmazonVendor\Model\Catalogue\Attributes;
use VendorBridge\AmazonVendor\Model\StockEvents\Changelog;

/**
 * A product's buffer, pool share, case pack, SKU, or its deletion change what Amazon may be told, without a row of stock.
 */
class NoteProductChange implements ObserverInterface
{
    private const TOLD = [Attributes::BUFFER, Attributes::POOL_SHARE, Attributes::CASE_PACK, 'sku'];

    /**
     * @param Changelog $changelog
     */
    public function __construct(
        private readonly Changelog $changelog
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(Observer $observer)
    {
        /** @var Product $product */
        $product = $observer->getEvent()->getProduct();
        $isNews = $product->isDeleted();
        foreach (self::TOLD as $code) {
            $isNews = $isNews || $product->dataHasChangedFor($code);
        }
        if ($isNews) {
            $skus = array_unique([(string) $product->getSku(), (string) $product->getOrigData('sku')]);
            $this->changelog->note(...array_filter($skus, static fn (string $sku): bool => $sku !== ''));
        }
    }
}
