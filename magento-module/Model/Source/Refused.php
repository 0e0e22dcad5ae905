<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Source;

use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Phrase;

/**
 * What people and programs read who try to use the source `amazon_vendor` as a warehouse.
 */
class Refused
{
    /**
     * @return Phrase
     */
    public static function quantityWords(): Phrase
    {
        return __(
            'Source "%1" shows what is reserved for Amazon purchase orders. Its quantities follow the reservations'
            . ' and were left as they are.',
            AmazonSource::CODE
        );
    }

    /**
     * @return LocalizedException
     */
    public static function quantity(): LocalizedException
    {
        return new LocalizedException(self::quantityWords());
    }

    /**
     * @return LocalizedException
     */
    public static function assignment(): LocalizedException
    {
        return new LocalizedException(__(
            'Source "%1" shows what is reserved for Amazon purchase orders. Products enter and leave it with their'
            . ' reservations and cannot be assigned or unassigned.',
            AmazonSource::CODE
        ));
    }

    /**
     * @return LocalizedException
     */
    public static function transfer(): LocalizedException
    {
        return new LocalizedException(__(
            'Source "%1" holds no goods, it shows what is reserved for Amazon purchase orders. Nothing was transferred.'
            . ' Choose a warehouse.',
            AmazonSource::CODE
        ));
    }

    /**
     * @return Phrase
     */
    public static function shipmentWords(): Phrase
    {
        return __(
            'Source "%1" holds no goods, it shows what is reserved for Amazon purchase orders. Ship from the source'
            . ' where the goods are.',
            AmazonSource::CODE
        );
    }

    /**
     * @return LocalizedException
     */
    public static function shipment(): LocalizedException
    {
        return new LocalizedException(self::shipmentWords());
    }

    /**
     * @return Phrase
     */
    public static function enablingWords(): Phrase
    {
        return __(
            'Source "%1" must stay disabled: it shows what is reserved for Amazon purchase orders and is never sold'
            . ' from.',
            AmazonSource::CODE
        );
    }

    /**
     * @return Phrase
     */
    public static function linkWords(): Phrase
    {
        return __(
            'Source "%1" cannot be linked to a stock: what is reserved for Amazon would be sold once more.',
            AmazonSource::CODE
        );
    }
}
