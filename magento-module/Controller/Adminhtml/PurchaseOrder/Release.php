<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Controller\Adminhtml\PurchaseOrder;

use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Exception\LocalizedException;
use VendorBridge\AmazonVendor\Model\Refusal;
use VendorBridge\AmazonVendor\Ui\ReleaseInAdmin;

/**
 * Gives back eaches of a purchase order, line by line as the form says.
 */
class Release extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = 'VendorBridge_AmazonVendor::release';

    /**
     * @param Context $context
     * @param ReleaseInAdmin $release
     */
    public function __construct(
        Context $context,
        private readonly ReleaseInAdmin $release
    ) {
        parent::__construct($context);
    }

    /**
     * @return \Magento\Framework\Controller\ResultInterface
     */
    public function execute()
    {
        $id = (int) $this->getRequest()->getParam('id');
        try {
            $eaches = $this->release->some(
                $id,
                (array) $this->getRequest()->getParam('quantity', []),
                (string) $this->getRequest()->getParam('reason'),
                trim((string) $this->getRequest()->getParam('note')),
                (string) $this->getRequest()->getParam('idempotency_key')
            );
            $this->messageManager->addSuccessMessage(__('%1 eaches went back to the shop.', $eaches));
        } catch (Refusal $refusal) {
            $this->messageManager->addErrorMessage($refusal->inWords());
        } catch (LocalizedException $wrong) {
            $this->messageManager->addErrorMessage($wrong->getMessage());
        }
        return $this->resultRedirectFactory->create()->setPath('amazon_vendor/purchaseOrder/view', ['id' => $id]);
    }
}
