<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Product;

use Magento\Catalog\Model\Product\Action;
use Magento\Framework\Exception\LocalizedException;
use VendorBridge\AmazonVendor\Model\Product\Rule;

/**
 * "Update Attributes" of the product grid writes values without their backend models; its form asks them, but a queue
 * consumer does the work.
 */
class CheckMassUpdate
{
    /**
     * @param Action $subject
     * @param int[] $productIds
     * @param array<string, mixed> $attrData
     * @return void
     * @throws LocalizedException
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function beforeUpdateAttributes(Action $subject, $productIds, $attrData): void
    {
        foreach ($attrData as $code => $value) {
            $problem = Rule::problemOf((string) $code, $value);
            if ($problem !== null) {
                throw new LocalizedException($problem);
            }
        }
    }
}
