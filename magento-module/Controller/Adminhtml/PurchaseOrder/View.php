<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Controller\Adminhtml\PurchaseOrder;

use Magento\Backend\App\Action;
use Magento\Backend\Model\View\Result\Page;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\Controller\ResultFactory;
use VendorBridge\AmazonVendor\Block\Adminhtml\PurchaseOrder\View as ViewBlock;

/**
 * One purchase order: what is reserved, what left, and who did what.
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
        $block = $page->getLayout()->getBlock('amazon_vendor_purchase_order');
        if (!$block instanceof ViewBlock || !$block->find((int) $this->getRequest()->getParam('id'))) {
            $this->messageManager->addErrorMessage(__('This purchase order is not known.'));
            return $this->resultRedirectFactory->create()->setPath('amazon_vendor/reservation/index');
        }
        $page->setActiveMenu('VendorBridge_AmazonVendor::reservations');
        $page->getConfig()->getTitle()->prepend(__('Purchase Order %1', $block->getPurchaseOrder()->getNumber()));

        return $page;
    }
}
