<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Backend;

use Magento\Config\Model\Config\SourceFactory;
use Magento\Framework\App\Cache\TypeListInterface;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\App\Config\Value;
use Magento\Framework\Data\Collection\AbstractDb;
use Magento\Framework\Data\OptionSourceInterface;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Model\Context;
use Magento\Framework\Model\ResourceModel\AbstractResource;
use Magento\Framework\Registry;

/**
 * One of the choices of the field's source model: the command line and imports offer no list to choose from.
 */
class OneOf extends Value
{
    /**
     * @param Context $context
     * @param Registry $registry
     * @param ScopeConfigInterface $config
     * @param TypeListInterface $cacheTypeList
     * @param SourceFactory $sourceFactory
     * @param AbstractResource|null $resource
     * @param AbstractDb|null $resourceCollection
     * @param array $data
     */
    public function __construct(
        Context $context,
        Registry $registry,
        ScopeConfigInterface $config,
        TypeListInterface $cacheTypeList,
        private readonly SourceFactory $sourceFactory,
        AbstractResource $resource = null,
        AbstractDb $resourceCollection = null,
        array $data = []
    ) {
        parent::__construct($context, $registry, $config, $cacheTypeList, $resource, $resourceCollection, $data);
    }

    /**
     * @return $this
     * @throws LocalizedException
     */
    public function beforeSave()
    {
        // Which list it is, only the field knows.
        $source = $this->sourceFactory->create((string) $this->getData('field_config/source_model'));
        $choices = $source instanceof OptionSourceInterface ? array_column($source->toOptionArray(), 'value') : [];
        if (!in_array((string) $this->getValue(), array_map('strval', $choices), true)) {
            throw new LocalizedException(__(
                '"%1" must be one of: %2.',
                __($this->getData('field_config/label')),
                implode(', ', $choices)
            ));
        }
        return parent::beforeSave();
    }
}
