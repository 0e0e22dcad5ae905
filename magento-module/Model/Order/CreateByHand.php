<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Framework\Exception\LocalizedException;
use VendorBridge\AmazonVendor\Api\CreateOrderInterface;
use VendorBridge\AmazonVendor\Api\Data\OrderAnswerInterface;
use VendorBridge\AmazonVendor\Model\Catalogue\Attributes;
use VendorBridge\AmazonVendor\Model\Data\OrderRequest;
use VendorBridge\AmazonVendor\Model\Data\OrderRequestLine;
use VendorBridge\AmazonVendor\Model\Ledger\Ledger;
use VendorBridge\AmazonVendor\Model\Ledger\Line;

/**
 * A person turns a held purchase order into a Magento order, at the costs that the products say were agreed. Whoever calls
 * it asks for the right first.
 */
class CreateByHand
{
    /**
     * @param Ledger $ledger
     * @param Attributes $attributes
     * @param CreateOrderInterface $createOrder
     */
    public function __construct(
        private readonly Ledger $ledger,
        private readonly Attributes $attributes,
        private readonly CreateOrderInterface $createOrder
    ) {
    }

    /**
     * @param string $purchaseOrderNumber
     * @return OrderAnswerInterface
     * @throws LocalizedException
     */
    public function execute(string $purchaseOrderNumber): OrderAnswerInterface
    {
        $open = $this->ledger->get($purchaseOrderNumber)->getOpenLines();
        $costs = $this->attributes->read(
            array_map(static fn (Line $line): int => $line->getProductId(), $open),
            [Attributes::AGREED_COST]
        );
        $lines = $missing = [];
        foreach ($open as $line) {
            $cost = $costs[$line->getProductId()][Attributes::AGREED_COST] ?? null;
            if ($cost === null) {
                $missing[] = $line->getSku();
                continue;
            }
            $request = new OrderRequestLine();
            $request->setLineId($line->getLineId());
            $request->setQuantity((float) $line->getOpen());
            $request->setUnitCost(bcadd($cost, '0', 4));
            $lines[] = $request;
        }
        if ($missing !== []) {
            throw new LocalizedException(
                __('These products have no Amazon Agreed Cost: %1', implode(', ', array_unique($missing)))
            );
        }
        $order = new OrderRequest();
        // What is open is part of the key: after a refused try, less may be.
        $digest = substr(hash('sha256', json_encode(array_map(
            static fn (OrderRequestLine $one): array => [$one->getLineId(), $one->getQuantity(), $one->getUnitCost()],
            $lines
        ), JSON_THROW_ON_ERROR)), 0, 16);
        $order->setIdempotencyKey("by-hand:$purchaseOrderNumber:$digest");
        $order->setLines($lines);

        return $this->createOrder->execute($purchaseOrderNumber, $order);
    }
}
