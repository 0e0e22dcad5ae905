<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Product;

use Magento\CatalogImportExport\Model\Import\Product\RowValidatorInterface;
use Magento\CatalogImportExport\Model\Import\Product\Validator\AbstractImportValidator;

/**
 * The product import writes attribute values without their backend models.
 */
class ImportValidator extends AbstractImportValidator implements RowValidatorInterface
{
    /**
     * @inheritdoc
     */
    public function isValid($value)
    {
        $this->_clearMessages();
        foreach (Rule::CODES as $code) {
            $given = $value[$code] ?? null;
            if ($given === $this->context->getEmptyAttributeValueConstant()) {
                continue;
            }
            $problem = Rule::problemOf($code, $given);
            if ($problem !== null) {
                $this->_addMessages([(string) $problem]);
            }
        }
        return !$this->hasMessages();
    }
}
