<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Backend;

use Magento\Framework\App\Cache\TypeListInterface;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\App\Config\Value;
use Magento\Framework\Data\Collection\AbstractDb;
use Magento\Framework\Model\Context;
use Magento\Framework\Model\ResourceModel\AbstractResource;
use Magento\Framework\Registry;
use VendorBridge\AmazonVendor\Model\Source\RepairMirror;

/**
 * Switched on, the source shows at once what is held; switched off, it shows nothing and nothing out of date.
 */
class MirrorSwitch extends Value
{
    /**
     * @param Context $context
     * @param Registry $registry
     * @param ScopeConfigInterface $config
     * @param TypeListInterface $cacheTypeList
     * @param RepairMirror $repairMirror
     * @param AbstractResource|null $resource
     * @param AbstractDb|null $resourceCollection
     * @param array $data
     */
    public function __construct(
        Context $context,
        Registry $registry,
        ScopeConfigInterface $config,
        TypeListInterface $cacheTypeList,
        private readonly RepairMirror $repairMirror,
        AbstractResource $resource = null,
        AbstractDb $resourceCollection = null,
        array $data = []
    ) {
        parent::__construct($context, $registry, $config, $cacheTypeList, $resource, $resourceCollection, $data);
    }

    /**
     * @return $this
     */
    public function afterCommitCallback()
    {
        $this->repairMirror->execute((bool) $this->getValue());
        return parent::afterCommitCallback();
    }

    /**
     * Back to the default, which shows it
     *
     * @return $this
     */
    public function afterDeleteCommit()
    {
        $this->repairMirror->execute(true);
        return parent::afterDeleteCommit();
    }
}
