<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\DispatchInterface;
use VendorBridge\AmazonVendor\Api\Data\WeightInterface;

class Dispatch extends Answer implements DispatchInterface
{
    /**
     * @inheritdoc
     */
    public function getDispatchId(): string
    {
        return $this->values['dispatch_id'];
    }

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
    public function getSourceCode(): string
    {
        return $this->values['source_code'];
    }

    /**
     * @inheritdoc
     */
    public function getDispatchedAt(): string
    {
        return $this->values['dispatched_at'];
    }

    /**
     * @inheritdoc
     */
    public function getRevision(): int
    {
        return $this->values['revision'];
    }

    /**
     * @inheritdoc
     */
    public function getWeight(): ?WeightInterface
    {
        $weight = $this->values['weight'] ?? null;

        return $weight === null ? null : new Weight($weight['value'], $weight['unit']);
    }

    /**
     * @inheritdoc
     */
    public function getPackageCount(): ?int
    {
        return $this->values['package_count'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getLines(): array
    {
        return array_map(static fn (array $one): DispatchLine => new DispatchLine($one), $this->values['lines']);
    }

    /**
     * @inheritdoc
     */
    public function getTracks(): array
    {
        return array_map(
            static fn (array $one): Track => new Track($one['carrier_code'], $one['title'], $one['number']),
            $this->values['tracks']
        );
    }
}
