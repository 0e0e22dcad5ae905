<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Backend;

use Magento\Framework\App\Config\Value;
use Magento\Framework\Exception\LocalizedException;

/**
 * 0 to 100, with decimals.
 */
class Percent extends Value
{
    /**
     * @return $this
     * @throws LocalizedException
     */
    public function beforeSave()
    {
        $value = trim((string) $this->getValue());
        $value = $value === '' ? '0' : $value;
        if (!preg_match('/^\d{1,3}(\.\d{1,4})?$/D', $value) || (float) $value > 100) {
            throw new LocalizedException(
                __('"%1" must be a number from 0 to 100.', __($this->getData('field_config/label')))
            );
        }
        $this->setValue($value);
        return parent::beforeSave();
    }
}
