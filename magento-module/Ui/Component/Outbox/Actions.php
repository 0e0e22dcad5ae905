<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Component\Outbox;

use Magento\Framework\AuthorizationInterface;
use Magento\Framework\UrlInterface;
use Magento\Framework\View\Element\UiComponent\ContextInterface;
use Magento\Framework\View\Element\UiComponentFactory;
use Magento\Ui\Component\Listing\Columns\Column;

/**
 * What can be done with one event: read it, tell it again.
 */
class Actions extends Column
{
    /**
     * @param ContextInterface $context
     * @param UiComponentFactory $uiComponentFactory
     * @param UrlInterface $url
     * @param AuthorizationInterface $authorization
     * @param array $components
     * @param array $data
     */
    public function __construct(
        ContextInterface $context,
        UiComponentFactory $uiComponentFactory,
        private readonly UrlInterface $url,
        private readonly AuthorizationInterface $authorization,
        array $components = [],
        array $data = []
    ) {
        parent::__construct($context, $uiComponentFactory, $components, $data);
    }

    /**
     * @inheritdoc
     */
    public function prepareDataSource(array $dataSource)
    {
        $mayReplay = $this->authorization->isAllowed('VendorBridge_AmazonVendor::replay');
        foreach ($dataSource['data']['items'] ?? [] as $at => $row) {
            $view = $this->url->getUrl('amazon_vendor/outbox/view', ['id' => $row['outbox_id']]);
            $actions = ['view' => ['href' => $view, 'label' => __('View')]];
            if ($mayReplay) {
                $actions['replay'] = [
                    'href' => $this->url->getUrl('amazon_vendor/outbox/replay', ['id' => $row['outbox_id']]),
                    'label' => __('Replay'),
                    'post' => true,
                    'confirm' => [
                        'title' => __('Replay'),
                        'message' => __('The event is told once more, to Kafka and to the reader over REST.'),
                    ],
                ];
            }
            $dataSource['data']['items'][$at][$this->getData('name')] = $actions;
        }
        return $dataSource;
    }
}
