<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Stock;

use Magento\Framework\App\ResourceConnection;
use Magento\InventorySalesApi\Api\Data\SalesChannelInterface;
use Magento\InventorySalesApi\Api\Data\SalesChannelInterfaceFactory;
use Magento\InventorySalesApi\Api\Data\SalesEventInterfaceFactory;
use Magento\InventorySourceDeductionApi\Model\ItemToDeductInterfaceFactory;
use Magento\InventorySourceDeductionApi\Model\SourceDeductionRequestInterfaceFactory;
use Magento\InventorySourceDeductionApi\Model\SourceDeductionServiceInterface;
use VendorBridge\AmazonVendor\Model\Database\Chunks;
use VendorBridge\AmazonVendor\Model\Ledger\Cause;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Model\Refusal;
use VendorBridge\AmazonVendor\Model\Reservation\Metadata;

/**
 * Takes goods off a source. Magento's own service reads, compares and then subtracts without a lock: two that leave at
 * once both find the same units, and the source goes below zero. So the rows are locked first.
 */
class DeductFromSource
{
    /**
     * @param ResourceConnection $resource
     * @param Stocks $stocks
     * @param SourceDeductionServiceInterface $sourceDeduction
     * @param SourceDeductionRequestInterfaceFactory $requestFactory
     * @param ItemToDeductInterfaceFactory $itemFactory
     * @param SalesChannelInterfaceFactory $channelFactory
     * @param SalesEventInterfaceFactory $eventFactory
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Stocks $stocks,
        private readonly SourceDeductionServiceInterface $sourceDeduction,
        private readonly SourceDeductionRequestInterfaceFactory $requestFactory,
        private readonly ItemToDeductInterfaceFactory $itemFactory,
        private readonly SalesChannelInterfaceFactory $channelFactory,
        private readonly SalesEventInterfaceFactory $eventFactory
    ) {
    }

    /**
     * The source is there, enabled and one of the purchase order's stock: Magento itself ships from any
     *
     * @param string $sourceCode
     * @param PurchaseOrder $purchaseOrder
     * @return void
     * @throws Refusal
     */
    public function assertShippable(string $sourceCode, PurchaseOrder $purchaseOrder): void
    {
        $connection = $this->resource->getConnection();
        $known = $connection->fetchOne(
            $connection->select()
                ->from($this->resource->getTableName('inventory_source'), 'source_code')
                ->where('source_code = ?', $sourceCode)
        );
        if ($known === false) {
            throw new Refusal('no_such_source', ['source_code' => $sourceCode]);
        }
        if (!in_array($sourceCode, $this->stocks->sourcesOf($purchaseOrder->getStockId()), true)
            || $this->stocks->websiteOf($purchaseOrder->getStockId()) === null
        ) {
            throw new Refusal('source_not_shippable', [
                'source_code' => $sourceCode,
                'purchase_order_number' => $purchaseOrder->getNumber(),
            ]);
        }
    }

    /**
     * To be called in a transaction
     *
     * @param string $sourceCode
     * @param PurchaseOrder $purchaseOrder
     * @param array<int|string, int> $eaches by SKU
     * @return void
     * @throws Refusal
     */
    public function execute(string $sourceCode, PurchaseOrder $purchaseOrder, array $eaches): void
    {
        $onHand = $this->lock($sourceCode, array_map('strval', array_keys($eaches)));
        $items = [];
        foreach ($eaches as $sku => $quantity) {
            if (($onHand[mb_strtolower((string) $sku)] ?? 0.0) < $quantity) {
                throw new Refusal('source_short', ['source_code' => $sourceCode, 'sku' => (string) $sku]);
            }
            $items[] = $this->itemFactory->create(['sku' => (string) $sku, 'qty' => (float) $quantity]);
        }
        $this->sourceDeduction->execute($this->requestFactory->create([
            'sourceCode' => $sourceCode,
            'items' => $items,
            'salesChannel' => $this->channelFactory->create(['data' => [
                SalesChannelInterface::TYPE => SalesChannelInterface::TYPE_WEBSITE,
                SalesChannelInterface::CODE => $this->stocks->websiteOf($purchaseOrder->getStockId()),
            ]]),
            'salesEvent' => $this->eventFactory->create([
                'type' => Cause::PO_SHIPPED,
                'objectType' => Metadata::OBJECT_TYPE,
                'objectId' => Metadata::PREFIX . $purchaseOrder->getNumber(),
            ]),
        ]));
    }

    /**
     * @param string $sourceCode
     * @param string[] $skus
     * @return array<int|string, float> quantity by SKU in small letters
     */
    private function lock(string $sourceCode, array $skus): array
    {
        $connection = $this->resource->getConnection();
        $onHand = [];
        foreach (Chunks::of($skus) as $chunk) {
            $select = $connection->select()
                ->from($this->resource->getTableName('inventory_source_item'), ['sku', 'quantity'])
                ->where('source_code = ?', $sourceCode)
                ->where('sku IN (?)', $chunk)
                ->order('sku')
                ->forUpdate(true);
            foreach ($connection->fetchPairs($select) as $sku => $quantity) {
                $onHand[mb_strtolower((string) $sku)] = (float) $quantity;
            }
        }
        return $onHand;
    }
}
