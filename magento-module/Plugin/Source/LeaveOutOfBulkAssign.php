<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Source;

use Magento\Framework\Exception\LocalizedException;
use Magento\InventoryCatalog\Model\ResourceModel\BulkSourceAssign;
use VendorBridge\AmazonVendor\Model\Source\AmazonSource;
use VendorBridge\AmazonVendor\Model\Source\Refused;
use VendorBridge\AmazonVendor\Model\Source\TellInterface;

/**
 * At the resource model, which inserts its rows itself. The other sources of the same call are assigned.
 */
class LeaveOutOfBulkAssign
{
    /**
     * @param TellInterface $tell
     */
    public function __construct(
        private readonly TellInterface $tell
    ) {
    }

    /**
     * @param BulkSourceAssign $subject
     * @param string[] $skus
     * @param string[] $sourceCodes
     * @return array{string[], string[]}
     * @throws LocalizedException
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function beforeExecute(BulkSourceAssign $subject, array $skus, array $sourceCodes): array
    {
        $others = AmazonSource::without($sourceCodes);
        if ($others === [] && $sourceCodes !== []) {
            throw Refused::assignment();
        }
        if (count($others) < count($sourceCodes)) {
            $this->tell->leftOut($skus);
        }
        return [$skus, $others];
    }
}
