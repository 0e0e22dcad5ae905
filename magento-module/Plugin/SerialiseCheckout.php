<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin;

use Magento\Framework\ObjectManager\ResetAfterRequestInterface;
use Magento\InventoryReservationsApi\Model\GetReservationsQuantityInterface;
use Magento\InventorySales\Model\AppendReservations;
use Magento\InventorySalesApi\Model\StockByWebsiteIdResolverInterface;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Database\Transaction;
use VendorBridge\AmazonVendor\Model\Stock\LockStock;

/**
 * Makes the checkout wait where a hold does: the shop's check of the stock and its reservation become one transaction
 * behind the row lock of each SKU. A lock on our side alone would not help; the shop checks, we hold, the shop
 * reserves, and the last unit is promised twice.
 *
 * A plugin on a concrete class, since Magento calls the check and the reservation together nowhere else. A test fails
 * when that class moves; the status route tells when it is gone.
 */
class SerialiseCheckout
{
    /**
     * @param Config $config
     * @param Transaction $transaction
     * @param LockStock $lockStock
     * @param StockByWebsiteIdResolverInterface $stockByWebsiteId
     * @param GetReservationsQuantityInterface $reservationsQuantity
     */
    public function __construct(
        private readonly Config $config,
        private readonly Transaction $transaction,
        private readonly LockStock $lockStock,
        private readonly StockByWebsiteIdResolverInterface $stockByWebsiteId,
        private readonly GetReservationsQuantityInterface $reservationsQuantity
    ) {
    }

    /**
     * @param AppendReservations $subject
     * @param callable $proceed
     * @param int|string $websiteId
     * @param array<int|string, float> $itemsBySku quantities
     * @param mixed $order
     * @param array $itemsToSell
     * @return array
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function aroundReserve(
        AppendReservations $subject,
        callable $proceed,
        $websiteId,
        $itemsBySku,
        $order,
        $itemsToSell
    ) {
        if (!$this->config->isCheckoutSerialised()) {
            return $proceed($websiteId, $itemsBySku, $order, $itemsToSell);
        }
        $stockId = (int) $this->stockByWebsiteId->execute((int) $websiteId)->getStockId();
        $skus = array_map('strval', array_keys($itemsBySku));
        $this->lockStock->prepare($stockId, $skus);

        return $this->transaction->run(
            function () use ($proceed, $websiteId, $itemsBySku, $order, $itemsToSell, $stockId, $skus) {
                $this->lockStock->execute($stockId, $skus);
                // Storefront and GraphQL remember what was reserved when the cart was drawn, before this lock.
                if ($this->reservationsQuantity instanceof ResetAfterRequestInterface) {
                    $this->reservationsQuantity->_resetState();
                }
                return $proceed($websiteId, $itemsBySku, $order, $itemsToSell);
            }
        );
    }
}
