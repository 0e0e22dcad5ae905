<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Reconcile;

/**
 * A place where ledger, MSI reservations and mirror do not say the same.
 */
class Difference
{
    /** The ledger's sum is not that of its columns */
    public const LEDGER = 'ledger';
    /** The status that lists are searched by is not the one that follows from the lines */
    public const STATUS = 'status';
    /** MSI holds more or less for a line than the ledger has open */
    public const RESERVATION = 'reservation';
    /** MSI holds something for a line that the ledger does not have there */
    public const STRAY_RESERVATION = 'stray_reservation';
    /** The source amazon_vendor shows another quantity than the ledger has open */
    public const MIRROR = 'mirror';

    /**
     * @param string $kind
     * @param string $sku empty for a status
     * @param int $stockId 0 for the mirror, which shows all stocks
     * @param string $subject line id, purchase order number, or MSI's object id
     * @param string $expected as the ledger has it
     * @param string $found
     */
    public function __construct(
        public readonly string $kind,
        public readonly string $sku,
        public readonly int $stockId,
        public readonly string $subject,
        public readonly string $expected,
        public readonly string $found
    ) {
    }
}
