<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Controller\Adminhtml\Reservation;

use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Exception\LocalizedException;
use VendorBridge\AmazonVendor\Ui\ReleaseInAdmin;
use VendorBridge\AmazonVendor\Ui\Selection;

/**
 * Gives back all that is open on the lines selected in the grid.
 */
class MassRelease extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = 'VendorBridge_AmazonVendor::release';

    /**
     * @param Context $context
     * @param Selection $selection
     * @param ReleaseInAdmin $release
     */
    public function __construct(
        Context $context,
        private readonly Selection $selection,
        private readonly ReleaseInAdmin $release
    ) {
        parent::__construct($context);
    }

    /**
     * @return \Magento\Framework\Controller\ResultInterface
     */
    public function execute()
    {
        try {
            [$eaches, $refused] = $this->release->allOf($this->selection->ids());
            foreach ($refused as $number => $why) {
                $this->messageManager->addErrorMessage(__('Purchase order %1: %2', $number, $why));
            }
            if ($eaches > 0) {
                $this->messageManager->addSuccessMessage(__('%1 eaches went back to the shop.', $eaches));
            } elseif ($refused === []) {
                $this->messageManager->addNoticeMessage(__('Nothing was open on these lines.'));
            }
        } catch (LocalizedException $wrong) {
            $this->messageManager->addErrorMessage($wrong->getMessage());
        }
        return $this->resultRedirectFactory->create()->setPath('amazon_vendor/reservation/index');
    }
}
