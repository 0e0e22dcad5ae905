<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Controller\Adminhtml\Reservation;

use Magento\Backend\App\Action;
use Magento\Backend\Model\View\Result\Page;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\Controller\ResultFactory;

/**
 * What is reserved for Amazon, line by line.
 */
class Index extends Action implements HttpGetActionInterface
{
    public const ADMIN_RESOURCE = 'VendorBridge_AmazonVendor::view';

    /**
     * @return Page
     */
    public function execute()
    {
        /** @var Page $page */
        $page = $this->resultFactory->create(ResultFactory::TYPE_PAGE);
        $page->setActiveMenu('VendorBridge_AmazonVendor::reservations');
        $page->getConfig()->getTitle()->prepend(__('Amazon Reservations'));

        return $page;
    }
}
