<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Status\Check;

use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Mirror\WriteMirror;
use VendorBridge\AmazonVendor\Model\Status\CheckInterface;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * The source that shows what is held must never be sold from: linked to a stock, the held eaches would be offered to
 * shoppers a second time.
 */
class AmazonSourceIsGuarded implements CheckInterface
{
    /**
     * @param ResourceConnection $resource
     * @param Config $config
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Config $config
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from(['source' => $this->resource->getTableName('inventory_source')], ['enabled'])
            ->joinLeft(
                ['link' => $this->resource->getTableName('inventory_source_stock_link')],
                'link.source_code = source.source_code',
                ['stock_id']
            )
            ->where('source.source_code = ?', WriteMirror::SOURCE_CODE);
        $source = $connection->fetchRow($select);

        return match (true) {
            !$source && $this->config->isMirrored() => Finding::wrong(__(
                'Source %1 is missing: run setup:upgrade, or switch the mirror off.',
                WriteMirror::SOURCE_CODE
            )),
            !$source => Finding::ok(__('Nothing is mirrored.')),
            (int) $source['enabled'] === 1 => Finding::wrong(__('Source %1 is enabled: disable it.', WriteMirror::SOURCE_CODE)),
            $source['stock_id'] !== null => Finding::wrong(__(
                'Source %1 is linked to stock %2: unassign it.',
                WriteMirror::SOURCE_CODE,
                $source['stock_id']
            )),
            default => Finding::ok(__('The source is only shown, never sold from.')),
        };
    }
}
