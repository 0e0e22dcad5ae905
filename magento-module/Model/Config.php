<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model;

use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Store\Model\ScopeInterface;
use VendorBridge\AmazonVendor\Model\Carrier\CarrierMap;

/**
 * Settings under Stores > Configuration > Amazon Vendor that decide about stock. Those that differ between websites are
 * read for the website that the stock sells through.
 */
class Config
{
    private const STOCK_ID = 'amazon_vendor/stock/stock_id';
    private const POOL_SOURCES = 'amazon_vendor/stock/pool_sources';
    private const BUFFER_QUANTITY = 'amazon_vendor/stock/buffer_quantity';
    private const BUFFER_PERCENT = 'amazon_vendor/stock/buffer_percent';
    private const ORDERS_MAY_USE_BUFFER = 'amazon_vendor/stock/orders_may_use_buffer';
    private const SERIALISE_CHECKOUT = 'amazon_vendor/stock/serialise_checkout';
    private const MIRROR_IN_SOURCE = 'amazon_vendor/stock/mirror_in_source';
    private const BARCODE_ATTRIBUTES = 'amazon_vendor/catalogue/barcode_attributes';
    private const ORDER_CONVERSION = 'amazon_vendor/orders/conversion';
    private const CARRIER_MAP = 'amazon_vendor/carriers/map';
    private const WARN_AFTER_MINUTES = 'amazon_vendor/outbox/warn_after_minutes';
    private const RETENTION_DAYS = 'amazon_vendor/outbox/retention_days';

    /**
     * @param ScopeConfigInterface $scopeConfig
     */
    public function __construct(
        private readonly ScopeConfigInterface $scopeConfig
    ) {
    }

    /**
     * Stock that Amazon buys from; null for the stock of the default website
     *
     * @return int|null
     */
    public function getStockId(): ?int
    {
        $stockId = (int) $this->scopeConfig->getValue(self::STOCK_ID);
        return $stockId > 0 ? $stockId : null;
    }

    /**
     * Sources open to Amazon; none named means every source of the stock
     *
     * @param string|null $websiteCode
     * @return string[]
     */
    public function getPoolSources(?string $websiteCode): array
    {
        return self::listOf((string) $this->value(self::POOL_SOURCES, $websiteCode));
    }

    /**
     * Eaches kept for the shop of a product that says nothing
     *
     * @param string|null $websiteCode
     * @return int
     */
    public function getBufferQuantity(?string $websiteCode): int
    {
        return max(0, (int) $this->value(self::BUFFER_QUANTITY, $websiteCode));
    }

    /**
     * Share of the pool kept for the shop, 0 to 100; counts where it keeps more than the quantity does
     *
     * @param string|null $websiteCode
     * @return float
     */
    public function getBufferPercent(?string $websiteCode): float
    {
        return min(100.0, max(0.0, (float) $this->value(self::BUFFER_PERCENT, $websiteCode)));
    }

    /**
     * Whether purchase orders may have what the buffer keeps; the figures told to Amazon never do
     *
     * @param string|null $websiteCode
     * @return bool
     */
    public function mayOrdersUseBuffer(?string $websiteCode): bool
    {
        return (bool) $this->value(self::ORDERS_MAY_USE_BUFFER, $websiteCode);
    }

    /**
     * Whether the checkout takes the row locks of our holds. Without them both can promise the last unit.
     *
     * @return bool
     */
    public function isCheckoutSerialised(): bool
    {
        return $this->scopeConfig->isSetFlag(self::SERIALISE_CHECKOUT);
    }

    /**
     * Whether the source `amazon_vendor` shows what is held
     *
     * @return bool
     */
    public function isMirrored(): bool
    {
        return $this->scopeConfig->isSetFlag(self::MIRROR_IN_SOURCE);
    }

    /**
     * Product attributes that carry UPC, EAN or GTIN
     *
     * @return string[]
     */
    public function getBarcodeAttributes(): array
    {
        return self::listOf((string) $this->scopeConfig->getValue(self::BARCODE_ATTRIBUTES));
    }

    /**
     * When a held purchase order becomes a Magento order: auto, manual or never
     *
     * @return string
     */
    public function getOrderConversion(): string
    {
        return (string) $this->scopeConfig->getValue(self::ORDER_CONVERSION);
    }

    /**
     * How the shop's carriers are called at Amazon
     *
     * @return CarrierMap
     */
    public function getCarrierMap(): CarrierMap
    {
        return CarrierMap::of(json_decode((string) $this->scopeConfig->getValue(self::CARRIER_MAP), true));
    }

    /**
     * Age at which a waiting event is a fault
     *
     * @return int minutes
     */
    public function getWarnAfterMinutes(): int
    {
        return max(1, (int) $this->scopeConfig->getValue(self::WARN_AFTER_MINUTES));
    }

    /**
     * How long told events are kept, to be replayed
     *
     * @return int days
     */
    public function getRetentionDays(): int
    {
        return max(1, (int) $this->scopeConfig->getValue(self::RETENTION_DAYS));
    }

    private function value(string $path, ?string $websiteCode): mixed
    {
        return $websiteCode === null
            ? $this->scopeConfig->getValue($path)
            : $this->scopeConfig->getValue($path, ScopeInterface::SCOPE_WEBSITE, $websiteCode);
    }

    /**
     * @param string $text
     * @return string[]
     */
    private static function listOf(string $text): array
    {
        return array_values(array_filter(array_map('trim', explode(',', $text)), static fn ($one) => $one !== ''));
    }
}
