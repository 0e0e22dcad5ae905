<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Source;

use Magento\Framework\Validation\ValidationResult;
use Magento\Framework\Validation\ValidationResultFactory;
use Magento\InventoryApi\Api\Data\StockSourceLinkInterface;
use Magento\InventoryApi\Model\StockSourceLinkValidatorInterface;

/**
 * Linked to a stock, what is shown as reserved would count as stock.
 */
class StaysUnlinked implements StockSourceLinkValidatorInterface
{
    /**
     * @param ValidationResultFactory $validationResultFactory
     */
    public function __construct(
        private readonly ValidationResultFactory $validationResultFactory
    ) {
    }

    /**
     * @inheritdoc
     */
    public function validate(StockSourceLinkInterface $link): ValidationResult
    {
        $isWrong = AmazonSource::is($link->getSourceCode());
        return $this->validationResultFactory->create(['errors' => $isWrong ? [Refused::linkWords()] : []]);
    }
}
