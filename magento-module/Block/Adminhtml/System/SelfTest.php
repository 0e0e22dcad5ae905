<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Block\Adminhtml\System;

use Magento\Config\Block\System\Config\Form\Field;
use Magento\Framework\Data\Form\Element\AbstractElement;

/**
 * Button of the self-test with room for its findings.
 */
class SelfTest extends Field
{
    /** @var string */
    protected $_template = 'VendorBridge_AmazonVendor::system/self-test.phtml';

    /**
     * @param AbstractElement $element
     * @return string
     */
    public function render(AbstractElement $element)
    {
        // Over all columns of the form: what was found is whole sentences.
        return $this->_decorateRowHtml(
            $element,
            '<td colspan="4">' . $this->setData('comment', $element->getComment())->_toHtml() . '</td>'
        );
    }

    /**
     * @return string
     */
    public function getAjaxUrl(): string
    {
        return $this->getUrl('amazon_vendor/selfTest/run');
    }
}
