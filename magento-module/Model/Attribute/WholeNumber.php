<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Attribute;

use Magento\Eav\Model\Entity\Attribute\Backend\AbstractBackend;
use Magento\Framework\Exception\LocalizedException;
use VendorBridge\AmazonVendor\Model\Catalogue\Attributes;

/**
 * Refuses what the product form would refuse, whoever saves: REST and imports know nothing of the form's rules, and a
 * case pack of -3 would be divided by.
 */
class WholeNumber extends AbstractBackend
{
    private const BOUNDS = [
        Attributes::CASE_PACK => [1, 100_000],
        Attributes::BUFFER => [0, 1_000_000],
        Attributes::POOL_SHARE => [0, 100],
    ];

    /**
     * @inheritdoc
     */
    public function validate($object)
    {
        $attribute = $this->getAttribute();
        $value = $object->getData($attribute->getAttributeCode());
        if ($value === null || $value === '' || $value === false) {
            return true;
        }
        [$min, $max] = self::BOUNDS[$attribute->getAttributeCode()];
        $isWhole = is_scalar($value) && preg_match('/^\d+([.]0*)?$/D', (string) $value) === 1;
        if (!$isWhole || (int) $value < $min || (int) $value > $max) {
            throw new LocalizedException(__(
                '"%1" must be a whole number between %2 and %3.',
                $attribute->getDefaultFrontendLabel(),
                $min,
                $max
            ));
        }
        return parent::validate($object);
    }
}
