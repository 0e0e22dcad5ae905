<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Controller\Adminhtml\Outbox;

use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Exception\LocalizedException;
use VendorBridge\AmazonVendor\Model\Outbox\Replay as ReplayEvents;
use VendorBridge\AmazonVendor\Ui\Selection;

/**
 * Tells events once more: the one named, or those selected in the grid.
 */
class Replay extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = 'VendorBridge_AmazonVendor::replay';

    /**
     * @param Context $context
     * @param ReplayEvents $replay
     * @param Selection $selection
     */
    public function __construct(
        Context $context,
        private readonly ReplayEvents $replay,
        private readonly Selection $selection
    ) {
        parent::__construct($context);
    }

    /**
     * @return \Magento\Framework\Controller\ResultInterface
     */
    public function execute()
    {
        try {
            $one = (int) $this->getRequest()->getParam('id');
            $count = $this->replay->execute($one > 0 ? [$one] : $this->selection->ids());
            $this->messageManager->addSuccessMessage(__('%1 events are told once more.', $count));
        } catch (LocalizedException $refused) {
            $this->messageManager->addErrorMessage($refused->getMessage());
        }
        return $this->resultRedirectFactory->create()->setPath('amazon_vendor/outbox/index');
    }
}
