<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Block\Adminhtml\Outbox;

use Magento\Backend\Block\Widget\Container;
use Magento\Backend\Block\Widget\Context;
use Magento\Framework\App\ResourceConnection;
use VendorBridge\AmazonVendor\Ui\Options\OutboxState;

/**
 * One event as it is, or was, told.
 */
class Event extends Container
{
    private ?array $event = null;

    /**
     * @param Context $context
     * @param ResourceConnection $resource
     * @param OutboxState $states
     * @param array $data
     */
    public function __construct(
        Context $context,
        private readonly ResourceConnection $resource,
        private readonly OutboxState $states,
        array $data = []
    ) {
        parent::__construct($context, $data);
    }

    /**
     * Takes the event, if it is still kept
     *
     * @param int $id
     * @return bool
     */
    public function find(int $id): bool
    {
        $connection = $this->resource->getConnection();
        $row = $connection->fetchRow(
            $connection->select()
                ->from(['main_table' => $this->resource->getTableName('amazon_vendor_outbox')])
                ->joinLeft(
                    ['batch' => $this->resource->getTableName('amazon_vendor_outbox_batch')],
                    'batch.batch_id = main_table.batch_id',
                    'published_at'
                )
                ->columns([
                    'state' => new \Zend_Db_Expr(OutboxState::expression()),
                    'problem' => new \Zend_Db_Expr(OutboxState::PROBLEM),
                ])
                ->where('outbox_id = ?', $id)
        );
        if ($row) {
            $this->event = $row;
        }
        return (bool) $row;
    }

    /**
     * @return array<string, string|null>
     */
    public function getEvent(): array
    {
        return (array) $this->event;
    }

    /**
     * @return string
     */
    public function getState(): string
    {
        foreach ($this->states->toOptionArray() as $option) {
            if ($option['value'] === $this->getEvent()['state']) {
                return (string) $option['label'];
            }
        }
        return '';
    }

    /**
     * The event for people's eyes
     *
     * @return string
     */
    public function getPayload(): string
    {
        $payload = json_decode((string) $this->getEvent()['payload']);
        return (string) json_encode($payload, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    }

    /**
     * In the shop's time zone
     *
     * @param string|null $timestamp
     * @return string
     */
    public function inWords(?string $timestamp): string
    {
        return $timestamp === null ? '–' : $this->formatDate($timestamp, \IntlDateFormatter::MEDIUM, true);
    }

    /**
     * @inheritdoc
     */
    protected function _prepareLayout()
    {
        $this->addButton('back', [
            'label' => __('Back'),
            'class' => 'back',
            'onclick' => sprintf("setLocation('%s')", $this->getUrl('amazon_vendor/outbox/index')),
        ]);
        return parent::_prepareLayout();
    }
}
