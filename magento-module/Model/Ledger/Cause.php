<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Ledger;

/**
 * Why eaches change hands: what MSI's reservation rows and the purchase order's history say of it.
 */
class Cause
{
    public const PO_RESERVED = 'amazon_po_reserved';
    public const PO_RELEASED = 'amazon_po_released';
    public const PO_ADJUSTED = 'amazon_po_adjusted';
    public const PO_SHIPPED = 'amazon_po_shipped';
    public const PO_CONVERTED = 'amazon_po_converted';
    public const PO_RECONCILED = 'amazon_po_reconciled';

    /**
     * @param string $event MSI's event type
     * @param string|null $reason one word of the contract
     * @param string|null $note for people
     * @param string|null $causedBy who, where it is not the caller of this request: `order:12`, `cli`
     */
    public function __construct(
        public readonly string $event,
        public readonly ?string $reason = null,
        public readonly ?string $note = null,
        public readonly ?string $causedBy = null
    ) {
    }
}
