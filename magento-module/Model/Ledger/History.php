<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Ledger;

use Magento\Authorization\Model\UserContextInterface;
use Magento\Framework\App\ResourceConnection;

/**
 * What happened to a purchase order, line by line, and who did it.
 */
class History
{
    private const USERS = [
        UserContextInterface::USER_TYPE_INTEGRATION => 'integration',
        UserContextInterface::USER_TYPE_ADMIN => 'admin',
        UserContextInterface::USER_TYPE_CUSTOMER => 'customer',
    ];

    /**
     * @param ResourceConnection $resource
     * @param UserContextInterface $userContext
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly UserContextInterface $userContext
    ) {
    }

    /**
     * @param PurchaseOrder $purchaseOrder
     * @param Movement[] $movements
     * @param Cause $cause
     * @return void
     */
    public function append(PurchaseOrder $purchaseOrder, array $movements, Cause $cause): void
    {
        $this->write(array_map(fn (Movement $movement): array => $this->row(
            $purchaseOrder,
            $movement->kind,
            $cause,
            $movement->line->getLineId(),
            $movement->eaches
        ), $movements));
    }

    /**
     * Something that concerns the whole purchase order: it became a Magento order
     *
     * @param PurchaseOrder $purchaseOrder
     * @param string $event
     * @param Cause $cause
     * @return void
     */
    public function appendOne(PurchaseOrder $purchaseOrder, string $event, Cause $cause): void
    {
        $this->write([$this->row($purchaseOrder, $event, $cause, null, 0)]);
    }

    private function row(
        PurchaseOrder $purchaseOrder,
        string $event,
        Cause $cause,
        ?string $lineId,
        int $eaches
    ): array {
        return [
            'po_id' => $purchaseOrder->getId(),
            'line_id' => $lineId,
            'event' => $event,
            'quantity' => $eaches,
            'reason' => $cause->reason,
            'note' => $cause->note,
            'caused_by' => $cause->causedBy ?? $this->caller(),
        ];
    }

    private function caller(): ?string
    {
        $type = self::USERS[$this->userContext->getUserType()] ?? null;
        return $type === null ? null : $type . ':' . $this->userContext->getUserId();
    }

    /**
     * @param array<int, array<string, int|string|null>> $rows
     * @return void
     */
    private function write(array $rows): void
    {
        if ($rows !== []) {
            $this->resource->getConnection()->insertMultiple(
                $this->resource->getTableName('amazon_vendor_po_history'),
                $rows
            );
        }
    }
}
