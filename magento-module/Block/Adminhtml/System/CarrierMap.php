<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Block\Adminhtml\System;

use Magento\Config\Block\System\Config\Form\Field\FieldArray\AbstractFieldArray;

/**
 * Rows of the carrier map.
 */
class CarrierMap extends AbstractFieldArray
{
    /**
     * @return void
     */
    protected function _prepareToRender()
    {
        $this->addColumn('carrier_code', ['label' => __('Carrier Code')]);
        $this->addColumn('title', ['label' => __('Title')]);
        $this->addColumn('scac', ['label' => __('SCAC'), 'class' => 'required-entry', 'style' => 'width:6em']);
        $this->_addAfter = false;
        $this->_addButtonLabel = __('Add Carrier');
    }
}
