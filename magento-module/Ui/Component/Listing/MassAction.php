<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Component\Listing;

use Magento\Framework\AuthorizationInterface;
use Magento\Framework\View\Element\UiComponent\ContextInterface;

/**
 * Offers only those actions to which a person has the right. The controllers look again.
 */
class MassAction extends \Magento\Ui\Component\MassAction
{
    /**
     * @param ContextInterface $context
     * @param AuthorizationInterface $authorization
     * @param array $components
     * @param array $data
     */
    public function __construct(
        ContextInterface $context,
        private readonly AuthorizationInterface $authorization,
        array $components = [],
        array $data = []
    ) {
        parent::__construct($context, $components, $data);
    }

    /**
     * @inheritdoc
     */
    public function prepare()
    {
        foreach ($this->getChildComponents() as $action) {
            $config = $action->getConfiguration();
            $config['actionDisable'] = !$this->authorization->isAllowed($config['aclResource']);
            $action->setData('config', $config);
        }
        parent::prepare();
    }
}
