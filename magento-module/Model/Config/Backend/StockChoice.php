<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Backend;

use Magento\Framework\App\Cache\TypeListInterface;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\App\Config\Value;
use Magento\Framework\Data\Collection\AbstractDb;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Framework\Model\Context;
use Magento\Framework\Model\ResourceModel\AbstractResource;
use Magento\Framework\Registry;
use Magento\InventoryApi\Api\StockRepositoryInterface;
use VendorBridge\AmazonVendor\Model\Product\WholeNumber as Number;

/**
 * A stock that exists and sells through a website: reservations are placed for a sales channel.
 */
class StockChoice extends Value
{
    /**
     * @param Context $context
     * @param Registry $registry
     * @param ScopeConfigInterface $config
     * @param TypeListInterface $cacheTypeList
     * @param StockRepositoryInterface $stockRepository
     * @param AbstractResource|null $resource
     * @param AbstractDb|null $resourceCollection
     * @param array $data
     */
    public function __construct(
        Context $context,
        Registry $registry,
        ScopeConfigInterface $config,
        TypeListInterface $cacheTypeList,
        private readonly StockRepositoryInterface $stockRepository,
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
        if (!Number::isUnsaid($this->getValue())) {
            $stockId = Number::of($this->getValue());
            try {
                $stock = $this->stockRepository->get((int) $stockId);
            } catch (NoSuchEntityException $unknown) {
                throw new LocalizedException(__('Stock %1 does not exist.', $this->getValue()), $unknown);
            }
            if (!$stock->getExtensionAttributes()->getSalesChannels()) {
                throw new LocalizedException(
                    __('Stock "%1" sells through no website. Assign one to it first.', $stock->getName())
                );
            }
        }
        return parent::beforeSave();
    }
}
