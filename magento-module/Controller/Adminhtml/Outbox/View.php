<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Controller\Adminhtml\Outbox;

use Magento\Backend\App\Action;
use Magento\Backend\Model\View\Result\Page;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\Controller\ResultFactory;
use VendorBridge\AmazonVendor\Block\Adminhtml\Outbox\Event;

/**
 * One event with what it says.
 */
class View extends Action implements HttpGetActionInterface
{
    public const ADMIN_RESOURCE = 'VendorBridge_AmazonVendor::view';

    /**
     * @return \Magento\Framework\Controller\ResultInterface
     */
    public function execute()
    {
        /** @var Page $page */
        $page = $this->resultFactory->create(ResultFactory::TYPE_PAGE);
        $block = $page->getLayout()->getBlock('amazon_vendor_event');
        if (!$block instanceof Event || !$block->find((int) $this->getRequest()->getParam('id'))) {
            $this->messageManager->addErrorMessage(__('This event is not kept any more.'));
            return $this->resultRedirectFactory->create()->setPath('amazon_vendor/outbox/index');
        }
        $page->setActiveMenu('VendorBridge_AmazonVendor::outbox');
        $page->getConfig()->getTitle()->prepend(__('Event %1', $block->getEvent()['outbox_id']));

        return $page;
    }
}
