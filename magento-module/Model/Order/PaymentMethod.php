<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\OfflinePayments\Model\Purchaseorder;
use Magento\Payment\Helper\Data as PaymentHelper;
use Magento\Store\Model\Store;
use VendorBridge\AmazonVendor\Model\Payment\AmazonVendor;

/**
 * Magento's Purchase Order where the shop uses it, else the module's own, which needs no switch.
 */
class PaymentMethod
{
    /**
     * @param PaymentHelper $paymentHelper
     */
    public function __construct(
        private readonly PaymentHelper $paymentHelper
    ) {
    }

    /**
     * @param Store $store
     * @param string $countryId of the billing address
     * @return string
     */
    public function codeFor(Store $store, string $countryId): string
    {
        $code = Purchaseorder::PAYMENT_METHOD_PURCHASEORDER_CODE;
        if (!(bool) $store->getConfig("payment/$code/active")) {
            return AmazonVendor::CODE;
        }
        $method = $this->paymentHelper->getMethodInstance($code);
        $method->setStore((int) $store->getId());

        return $method->canUseForCountry($countryId) ? $code : AmazonVendor::CODE;
    }
}
