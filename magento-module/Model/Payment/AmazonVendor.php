<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Payment;

use Magento\OfflinePayments\Block\Info\Purchaseorder as Info;
use Magento\Payment\Model\Method\AbstractMethod;
use Magento\Quote\Api\Data\CartInterface;

/**
 * Amazon pays by remittance for what it received. Nobody can choose this method: it is written on orders that were
 * purchase orders, where the shop has switched Magento's Purchase Order off.
 */
class AmazonVendor extends AbstractMethod
{
    public const CODE = 'amazonvendor';

    /** @var string */
    protected $_code = self::CODE;

    /** @var string */
    protected $_infoBlockType = Info::class;

    /** @var bool */
    protected $_isOffline = true;

    /** @var bool */
    protected $_canUseInternal = false;

    /** @var bool */
    protected $_canUseCheckout = false;

    /**
     * @inheritdoc
     */
    public function isAvailable(?CartInterface $quote = null)
    {
        return false;
    }
}
