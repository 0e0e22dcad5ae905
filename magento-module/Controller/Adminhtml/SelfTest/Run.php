<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Controller\Adminhtml\SelfTest;

use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Controller\Result\Json;
use Magento\Framework\Controller\Result\JsonFactory;
use Psr\Log\LoggerInterface;
use VendorBridge\AmazonVendor\Model\SelfTest\SelfTest;

/**
 * The self-test's button: each check with ok and detail.
 */
class Run extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = 'VendorBridge_AmazonVendor::configure';

    /**
     * @param Context $context
     * @param JsonFactory $jsonFactory
     * @param SelfTest $selfTest
     * @param LoggerInterface $logger
     */
    public function __construct(
        Context $context,
        private readonly JsonFactory $jsonFactory,
        private readonly SelfTest $selfTest,
        private readonly LoggerInterface $logger
    ) {
        parent::__construct($context);
    }

    /**
     * @return Json
     */
    public function execute()
    {
        try {
            return $this->jsonFactory->create()->setData($this->selfTest->execute());
        } catch (\Throwable $failure) {
            $this->logger->error($failure);
            return $this->jsonFactory->create()->setHttpResponseCode(500)->setData([
                'healthy' => false,
                'message' => (string) __('The self-test could not be run: %1', $failure->getMessage()),
                'checks' => [],
            ]);
        }
    }
}
