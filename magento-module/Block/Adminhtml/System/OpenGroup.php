<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Block\Adminhtml\System;

use Magento\Config\Block\System\Config\Form\Fieldset;

/**
 * A group that is open until somebody closes it.
 */
class OpenGroup extends Fieldset
{
    /** @var bool */
    protected $isCollapsedDefault = true;
}
