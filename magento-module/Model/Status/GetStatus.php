<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Status;

use Magento\Framework\App\ProductMetadataInterface;
use Throwable;
use VendorBridge\AmazonVendor\Api\Data\StatusInterface;
use VendorBridge\AmazonVendor\Api\GetStatusInterface;
use VendorBridge\AmazonVendor\Model\Data\Status;
use VendorBridge\AmazonVendor\Model\Outbox\Waiting;
use VendorBridge\AmazonVendor\Model\Stock\Stocks;

/**
 * @inheritdoc
 */
class GetStatus implements GetStatusInterface
{
    public const MODULE_VERSION = '0.1.0';

    /** `info.version` of contracts/rest/openapi.yaml */
    public const CONTRACT_VERSION = '1.0.0';

    /**
     * @param ProductMetadataInterface $productMetadata
     * @param Stocks $stocks
     * @param Waiting $waiting
     * @param CheckInterface[] $checks by name
     */
    public function __construct(
        private readonly ProductMetadataInterface $productMetadata,
        private readonly Stocks $stocks,
        private readonly Waiting $waiting,
        private readonly array $checks = []
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): StatusInterface
    {
        $stockId = $this->stocks->resolve();
        $checks = [];
        foreach ($this->checks as $name => $check) {
            $finding = self::look($check);
            $checks[] = ['name' => $name, 'ok' => $finding->isOk, 'message' => (string) $finding->message];
        }
        return new Status([
            'module_version' => self::MODULE_VERSION,
            'contract_version' => self::CONTRACT_VERSION,
            'magento_version' => $this->productMetadata->getVersion(),
            'healthy' => !in_array(false, array_column($checks, 'ok'), true),
            'stock_id' => $stockId,
            'pool_sources' => $this->stocks->poolSourcesOf($stockId),
            'checks' => $checks,
            'outbox' => $this->waiting->execute(),
        ]);
    }

    /**
     * A check that fails itself is a finding: the others must still be seen
     */
    private static function look(CheckInterface $check): Finding
    {
        try {
            return $check->execute();
        } catch (Throwable $failure) {
            return Finding::wrong(__('The check itself failed: %1', $failure->getMessage()));
        }
    }
}
