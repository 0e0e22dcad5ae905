<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Backend;

use Magento\Framework\App\Config\Value;
use Magento\Framework\Exception\LocalizedException;
use VendorBridge\AmazonVendor\Model\Config\BrokerList;

/**
 * Broker addresses. A misspelt one would show only when the first event is late.
 */
class Brokers extends Value
{
    /**
     * @return $this
     * @throws LocalizedException
     */
    public function beforeSave()
    {
        $text = (string) $this->getValue();
        $wrong = BrokerList::firstWrongIn($text);
        if ($wrong !== null) {
            throw new LocalizedException(__('"%1" is no broker address. Write host:port.', $wrong));
        }
        $this->setValue(implode(',', BrokerList::in($text)));
        return parent::beforeSave();
    }
}
