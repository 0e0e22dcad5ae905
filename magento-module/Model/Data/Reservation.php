<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\ReservationInterface;

class Reservation extends Answer implements ReservationInterface
{
    /**
     * @inheritdoc
     */
    public function getPurchaseOrderNumber(): string
    {
        return $this->values['purchase_order_number'];
    }

    /**
     * @inheritdoc
     */
    public function getStockId(): int
    {
        return $this->values['stock_id'];
    }

    /**
     * @inheritdoc
     */
    public function getStatus(): string
    {
        return $this->values['status'];
    }

    /**
     * @inheritdoc
     */
    public function getOrderId(): ?int
    {
        return $this->values['order_id'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getOrderIncrementId(): ?string
    {
        return $this->values['order_increment_id'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getCreatedAt(): string
    {
        return $this->values['created_at'];
    }

    /**
     * @inheritdoc
     */
    public function getUpdatedAt(): string
    {
        return $this->values['updated_at'];
    }

    /**
     * @inheritdoc
     */
    public function getLines(): array
    {
        return array_map(static fn (array $one): ReservationLine => new ReservationLine($one), $this->values['lines']);
    }
}
