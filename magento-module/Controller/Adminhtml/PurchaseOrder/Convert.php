<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Controller\Adminhtml\PurchaseOrder;

use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Exception\LocalizedException;
use VendorBridge\AmazonVendor\Model\Ledger\Ledger;
use VendorBridge\AmazonVendor\Model\Order\CreateByHand;
use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * Makes a Magento order of what is held, by hand.
 */
class Convert extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = 'VendorBridge_AmazonVendor::convert';

    /**
     * @param Context $context
     * @param Ledger $ledger
     * @param CreateByHand $createByHand
     */
    public function __construct(
        Context $context,
        private readonly Ledger $ledger,
        private readonly CreateByHand $createByHand
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
            $purchaseOrder = $this->ledger->findByIds([$id])[0]
                ?? throw new LocalizedException(__('This purchase order is not known.'));
            $order = $this->createByHand->execute($purchaseOrder->getNumber());
            $this->messageManager->addSuccessMessage(__('Magento order %1 was made.', $order->getOrderIncrementId()));
        } catch (Refusal $refusal) {
            $this->messageManager->addErrorMessage($refusal->inWords());
        } catch (LocalizedException $wrong) {
            $this->messageManager->addErrorMessage($wrong->getMessage());
        }
        return $this->resultRedirectFactory->create()->setPath('amazon_vendor/purchaseOrder/view', ['id' => $id]);
    }
}
