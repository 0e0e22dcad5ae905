<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Carrier;

use Magento\Quote\Model\Quote\Address\RateRequest;
use Magento\Shipping\Model\Carrier\AbstractCarrier;
use Magento\Shipping\Model\Carrier\CarrierInterface;

/**
 * What orders that were purchase orders are shipped with: costs nothing, and is offered to nobody. Who really carries the
 * goods is said by the track of each shipment.
 */
class AmazonVendor extends AbstractCarrier implements CarrierInterface
{
    public const CODE = 'amazonvendor';
    public const METHOD = self::CODE . '_' . self::CODE;

    /** @var string */
    protected $_code = self::CODE;

    /** @var bool */
    protected $_isFixed = true;

    /**
     * @inheritdoc
     */
    public function collectRates(RateRequest $request)
    {
        return false;
    }

    /**
     * @inheritdoc
     */
    public function getAllowedMethods()
    {
        return [self::CODE => (string) $this->getConfigData('title')];
    }

    /**
     * No carrier of parcels: it is not offered for a track either
     *
     * @return bool
     */
    public function isTrackingAvailable()
    {
        return false;
    }
}
