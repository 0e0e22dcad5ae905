<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Source;

use Magento\Framework\Validation\ValidationResult;
use Magento\Framework\Validation\ValidationResultFactory;
use Magento\InventoryApi\Api\Data\SourceInterface;
use Magento\InventoryApi\Model\SourceValidatorInterface;

/**
 * Enabled, the source would end the Single Source Mode of a shop with one warehouse.
 */
class StaysDisabled implements SourceValidatorInterface
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
    public function validate(SourceInterface $source): ValidationResult
    {
        $isWrong = AmazonSource::is($source->getSourceCode()) && $source->isEnabled();
        return $this->validationResultFactory->create(['errors' => $isWrong ? [Refused::enablingWords()] : []]);
    }
}
