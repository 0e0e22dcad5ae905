<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Reservation;

use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;

/**
 * What our rows in inventory_reservation say of themselves.
 *
 * MSI's clean-up cron groups rows by object_id alone, then by object_increment_id alone, whatever their type, SKU and
 * stock, and deletes a group that sums to zero. An id per line, with a prefix that no sales order has, makes a group
 * exactly one line of ours: it disappears when the line is closed and never takes anything with it.
 */
class Metadata
{
    public const OBJECT_TYPE = 'amazon_purchase_order';
    public const PREFIX = 'amzpo:';

    /** The column is cut silently beyond this, which leaves broken JSON that MSI's own commands fail on. */
    private const MAX_LENGTH = 255;

    /**
     * @param PurchaseOrder $purchaseOrder
     * @param Line $line
     * @param string $event
     * @return string
     */
    public static function of(PurchaseOrder $purchaseOrder, Line $line, string $event): string
    {
        return self::build(
            $event,
            self::PREFIX . $line->getLineId(),
            self::PREFIX . $purchaseOrder->getNumber() . ':' . $line->getPosition()
        );
    }

    /**
     * @param string $event
     * @param string $objectId
     * @param string $objectIncrementId
     * @return string
     */
    public static function build(string $event, string $objectId, string $objectIncrementId): string
    {
        $text = json_encode([
            'event_type' => $event,
            'object_type' => self::OBJECT_TYPE,
            'object_id' => $objectId,
            'object_increment_id' => $objectIncrementId,
        ], JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);
        if (strlen($text) > self::MAX_LENGTH) {
            throw new \LengthException("Reservation metadata is longer than MSI keeps: $text");
        }
        return $text;
    }
}
