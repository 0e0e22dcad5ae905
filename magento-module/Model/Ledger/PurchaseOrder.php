<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Ledger;

use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * A purchase order as the ledger has it. Changes are kept by Ledger::save().
 */
class PurchaseOrder
{
    public const STATUS_OPEN = 'open';
    public const STATUS_ORDERED = 'ordered';
    public const STATUS_CLOSED = 'closed';

    /** @var array<int|string, Line> */
    private array $linesById = [];

    /**
     * @param int $id row id
     * @param string $number
     * @param int $stockId
     * @param int|null $orderId entity id of the Magento order
     * @param string|null $orderIncrementId
     * @param string $createdAt UTC, as the database has it
     * @param string $updatedAt UTC, as the database has it
     * @param Line[] $lines in their order
     */
    public function __construct(
        private readonly int $id,
        private readonly string $number,
        private readonly int $stockId,
        private ?int $orderId,
        private ?string $orderIncrementId,
        private readonly string $createdAt,
        private readonly string $updatedAt,
        array $lines
    ) {
        array_walk($lines, fn (Line $line) => $this->addLine($line));
    }

    /**
     * @return int
     */
    public function getId(): int
    {
        return $this->id;
    }

    /**
     * @return string
     */
    public function getNumber(): string
    {
        return $this->number;
    }

    /**
     * @return int
     */
    public function getStockId(): int
    {
        return $this->stockId;
    }

    /**
     * @return int|null
     */
    public function getOrderId(): ?int
    {
        return $this->orderId;
    }

    /**
     * @return string|null
     */
    public function getOrderIncrementId(): ?string
    {
        return $this->orderIncrementId;
    }

    /**
     * @return string
     */
    public function getCreatedAt(): string
    {
        return $this->createdAt;
    }

    /**
     * @return string
     */
    public function getUpdatedAt(): string
    {
        return $this->updatedAt;
    }

    /**
     * @return Line[]
     */
    public function getLines(): array
    {
        return array_values($this->linesById);
    }

    /**
     * @return Line[]
     */
    public function getOpenLines(): array
    {
        return array_values(array_filter($this->linesById, static fn (Line $line): bool => $line->getOpen() > 0));
    }

    /**
     * A line by the caller's id; 404 where there is none
     *
     * @param string $lineId
     * @return Line
     * @throws Refusal
     */
    public function getLine(string $lineId): Line
    {
        return $this->linesById[$lineId]
            ?? throw new Refusal('no_such_line', ['line_id' => $lineId, 'purchase_order_number' => $this->number]);
    }

    /**
     * @param Line $line
     * @return void
     */
    public function addLine(Line $line): void
    {
        $this->linesById[$line->getLineId()] = $line;
    }

    /**
     * Whether a Magento order holds the eaches, or held them until they left
     *
     * @return bool
     */
    public function isOrdered(): bool
    {
        return $this->orderId !== null;
    }

    /**
     * From now on a Magento order holds what is open
     *
     * @param int $orderId
     * @param string $incrementId
     * @return void
     */
    public function becomeOrder(int $orderId, string $incrementId): void
    {
        $this->orderId = $orderId;
        $this->orderIncrementId = $incrementId;
    }

    /**
     * 409 once it has become a Magento order
     *
     * @return void
     * @throws Refusal
     */
    public function assertNotOrdered(): void
    {
        if ($this->isOrdered()) {
            throw new Refusal(
                'order_exists',
                ['purchase_order_number' => $this->number, 'order_increment_id' => (string) $this->orderIncrementId]
            );
        }
    }

    /**
     * @return string
     */
    public function getStatus(): string
    {
        if ($this->getOpenLines() === []) {
            return self::STATUS_CLOSED;
        }
        return $this->isOrdered() ? self::STATUS_ORDERED : self::STATUS_OPEN;
    }
}
