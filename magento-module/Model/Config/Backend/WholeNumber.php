<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Backend;

use Magento\Framework\App\Config\Value;
use Magento\Framework\Exception\LocalizedException;
use VendorBridge\AmazonVendor\Model\Product\WholeNumber as Number;

/**
 * Zero or more, whole.
 */
class WholeNumber extends Value
{
    protected const MIN = 0;

    /**
     * @return $this
     * @throws LocalizedException
     */
    public function beforeSave()
    {
        $value = Number::isUnsaid($this->getValue()) && static::MIN === 0 ? 0 : $this->getValue();
        if (!Number::isWithin($value, static::MIN)) {
            throw new LocalizedException(
                __('"%1" must be a whole number, %2 or more.', __($this->getData('field_config/label')), static::MIN)
            );
        }
        $this->setValue((string) Number::of($value));
        return parent::beforeSave();
    }
}
