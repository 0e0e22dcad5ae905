<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Product\Attribute\Backend;

use Magento\Eav\Model\Entity\Attribute\Backend\AbstractBackend;
use Magento\Eav\Model\Entity\Attribute\Exception as AttributeException;
use Magento\Framework\DataObject;
use VendorBridge\AmazonVendor\Model\Product\Amount;
use VendorBridge\AmazonVendor\Model\Product\Rule;
use VendorBridge\AmazonVendor\Model\Product\WholeNumber;

/**
 * Refuses in the backend what the form's own validation can be talked out of.
 */
class Checked extends AbstractBackend
{
    /**
     * @param DataObject $object
     * @return bool
     * @throws AttributeException
     */
    public function validate($object)
    {
        $this->check($object);
        return parent::validate($object);
    }

    /**
     * The product form saves without a call of validate()
     *
     * @param DataObject $object
     * @return $this
     * @throws AttributeException
     */
    public function beforeSave($object)
    {
        $code = $this->getAttribute()->getAttributeCode();
        $this->check($object);
        $value = $object->getData($code);
        if ($this->getAttribute()->getBackendType() === 'int' && !WholeNumber::isUnsaid($value)) {
            $object->setData($code, WholeNumber::of($value));
        } elseif (is_string($value) && trim($value) !== $value) {
            $object->setData($code, trim($value));
        }
        return parent::beforeSave($object);
    }

    /**
     * The database fills an amount up with zeros, and a person would read them in the form
     *
     * @param DataObject $object
     * @return $this
     */
    public function afterLoad($object)
    {
        $code = $this->getAttribute()->getAttributeCode();
        $value = $object->getData($code);
        if ($this->getAttribute()->getBackendType() === 'decimal' && is_string($value)) {
            $object->setData($code, Amount::short($value));
        }
        return parent::afterLoad($object);
    }

    private function check(DataObject $object): void
    {
        $code = $this->getAttribute()->getAttributeCode();
        $problem = Rule::problemOf($code, $object->getData($code));
        if ($problem !== null) {
            // The exception names the field, so that the form opens its tab.
            throw (new AttributeException($problem))->setAttributeCode($code)->setPart('backend');
        }
    }
}
