<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Product;

use Magento\Framework\Reflection\TypeProcessor;
use Magento\Framework\Webapi\CustomAttributeTypeLocatorInterface;
use VendorBridge\AmazonVendor\Model\Product\Rule;

/**
 * The web API turns a custom attribute into its database type before any backend model sees it: a case pack of 1.5 would
 * arrive as 1, be found right and be kept. As text, it arrives as it was written. Empty text empties a number, too.
 */
class TakeValuesAsWritten
{
    /**
     * @param CustomAttributeTypeLocatorInterface $subject
     * @param string $type
     * @param string $attributeCode
     * @return string
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function afterGetType(CustomAttributeTypeLocatorInterface $subject, $type, $attributeCode): string
    {
        return in_array($attributeCode, Rule::CODES, true) ? TypeProcessor::NORMALIZED_STRING_TYPE : $type;
    }
}
