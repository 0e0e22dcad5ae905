<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Source;

use Magento\Framework\Message\ManagerInterface;

/**
 * In the admin, beside the message that the rest was saved.
 */
class TellAdmin implements TellInterface
{
    private bool $isTold = false;

    /**
     * @param TellLog $tellLog
     * @param ManagerInterface $messageManager
     */
    public function __construct(
        private readonly TellLog $tellLog,
        private readonly ManagerInterface $messageManager
    ) {
    }

    /**
     * @inheritdoc
     */
    public function leftOut(array $skus): void
    {
        $this->tellLog->leftOut($skus);
        // One save of a product form comes by twice.
        if (!$this->isTold) {
            $this->isTold = true;
            $this->messageManager->addNoticeMessage((string) Refused::quantityWords());
        }
    }
}
