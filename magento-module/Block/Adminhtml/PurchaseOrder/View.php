<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Block\Adminhtml\PurchaseOrder;

use Magento\Backend\Block\Widget\Container;
use Magento\Backend\Block\Widget\Context;
use Magento\Framework\DataObject\IdentityGeneratorInterface;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Config\Source\OrderConversion;
use VendorBridge\AmazonVendor\Model\Ledger\Ledger;
use VendorBridge\AmazonVendor\Model\Ledger\Line;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;
use VendorBridge\AmazonVendor\Ui\Options\PurchaseOrderStatus;
use VendorBridge\AmazonVendor\Ui\Options\ReleaseReason;
use VendorBridge\AmazonVendor\Ui\Options\Stock;

/**
 * One purchase order with its lines, dispatches and history, and the form that gives eaches back.
 */
class View extends Container
{
    private ?PurchaseOrder $purchaseOrder = null;

    /**
     * @param Context $context
     * @param Ledger $ledger
     * @param Story $story
     * @param PurchaseOrderStatus $statuses
     * @param Stock $stocks
     * @param ReleaseReason $reasons
     * @param IdentityGeneratorInterface $identityGenerator
     * @param Config $config
     * @param array $data
     */
    public function __construct(
        Context $context,
        private readonly Ledger $ledger,
        private readonly Story $story,
        private readonly PurchaseOrderStatus $statuses,
        private readonly Stock $stocks,
        private readonly ReleaseReason $reasons,
        private readonly IdentityGeneratorInterface $identityGenerator,
        private readonly Config $config,
        array $data = []
    ) {
        parent::__construct($context, $data);
    }

    /**
     * Takes the purchase order, if there is one
     *
     * @param int $id row id
     * @return bool
     */
    public function find(int $id): bool
    {
        $this->purchaseOrder = $this->ledger->findByIds([$id])[0] ?? null;
        return $this->purchaseOrder !== null;
    }

    /**
     * @return PurchaseOrder
     */
    public function getPurchaseOrder(): PurchaseOrder
    {
        return $this->purchaseOrder ?? throw new \LogicException('find() comes first.');
    }

    /**
     * @return string
     */
    public function getStatus(): string
    {
        return self::labelIn($this->statuses->toOptionArray(), $this->getPurchaseOrder()->getStatus());
    }

    /**
     * @return string
     */
    public function getStock(): string
    {
        return self::labelIn($this->stocks->toOptionArray(), (string) $this->getPurchaseOrder()->getStockId());
    }

    /**
     * Dispatches, newest first
     *
     * @return array<int, array<string, mixed>>
     */
    public function getDispatches(): array
    {
        return $this->story->dispatches($this->getPurchaseOrder());
    }

    /**
     * What happened, newest first
     *
     * @return array<int, array<string, string|int|null>>
     */
    public function getHistory(): array
    {
        return $this->story->history($this->getPurchaseOrder());
    }

    /**
     * The same quantity in cases, where the line is packed in cases: "3 cs of 12"
     *
     * @param int $eaches
     * @param Line $line
     * @return string
     */
    public function inCases(int $eaches, Line $line): string
    {
        $pack = $line->getCasePack();
        if ($pack < 2 || $eaches === 0) {
            return '';
        }
        return $eaches % $pack === 0
            ? (string) __('%1 cs of %2', intdiv($eaches, $pack), $pack)
            : (string) __('%1 cs of %2 + %3 ea', intdiv($eaches, $pack), $pack, $eaches % $pack);
    }

    /**
     * @param callable(Line): int $figure
     * @return int
     */
    public function sum(callable $figure): int
    {
        return array_sum(array_map($figure, $this->getPurchaseOrder()->getLines()));
    }

    /**
     * In the shop's time zone
     *
     * @param string $timestamp
     * @return string
     */
    public function inWords(string $timestamp): string
    {
        return $this->formatDate($timestamp, \IntlDateFormatter::MEDIUM, true);
    }

    /**
     * Whether the form that gives back is offered
     *
     * @return bool
     */
    public function mayRelease(): bool
    {
        return $this->getPurchaseOrder()->getOpenLines() !== []
            && $this->getAuthorization()->isAllowed('VendorBridge_AmazonVendor::release');
    }

    /**
     * Whether a person may make a Magento order of it here
     *
     * @return bool
     */
    public function mayConvert(): bool
    {
        return $this->getPurchaseOrder()->getStatus() === PurchaseOrder::STATUS_OPEN
            && $this->config->getOrderConversion() !== OrderConversion::NEVER
            && $this->getAuthorization()->isAllowed('VendorBridge_AmazonVendor::convert');
    }

    /**
     * What is asked before that, as JSON for the script
     *
     * @return string
     */
    public function getConvertQuestion(): string
    {
        return json_encode([
            'title' => (string) __('Create Magento Order'),
            'message' => (string) __(
                'A Magento order over %1 eaches is made at the agreed costs of the products. It holds the eaches from'
                . ' then on.',
                $this->sum(static fn (Line $line): int => $line->getOpen())
            ),
        ], JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
    }

    /**
     * @return array<int, array{value: string, label: \Magento\Framework\Phrase}>
     */
    public function getReasons(): array
    {
        return $this->reasons->toOptionArray();
    }

    /**
     * Key of the form that is shown: sent twice, it counts once
     *
     * @return string
     */
    public function getIdempotencyKey(): string
    {
        return 'admin:' . $this->identityGenerator->generateId();
    }

    /**
     * @inheritdoc
     */
    protected function _prepareLayout()
    {
        $this->addButton('back', [
            'label' => __('Back'),
            'class' => 'back',
            'onclick' => sprintf("setLocation('%s')", $this->getUrl('amazon_vendor/reservation/index')),
        ]);
        return parent::_prepareLayout();
    }

    /**
     * @param array<int, array<string, mixed>> $options
     * @param string $value
     * @return string
     */
    private static function labelIn(array $options, string $value): string
    {
        foreach ($options as $option) {
            if ((string) $option['value'] === $value) {
                return (string) $option['label'];
            }
        }
        return $value;
    }
}
