<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Component\Reservation;

use Magento\Framework\AuthorizationInterface;
use Magento\Framework\UrlInterface;
use Magento\Framework\View\Element\UiComponent\ContextInterface;
use Magento\Framework\View\Element\UiComponentFactory;
use Magento\Ui\Component\Listing\Columns\Column;

/**
 * Where a row of the grid leads to: its purchase order, its product, its Magento order.
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
        $mayRelease = $this->authorization->isAllowed('VendorBridge_AmazonVendor::release');
        foreach ($dataSource['data']['items'] ?? [] as $at => $row) {
            $purchaseOrder = $this->url->getUrl('amazon_vendor/purchaseOrder/view', ['id' => $row['po_id']]);
            $actions = ['view' => ['href' => $purchaseOrder, 'label' => __('View')]];
            if ($mayRelease && (int) $row['open_quantity'] > 0) {
                $actions['release'] = ['href' => "$purchaseOrder#release", 'label' => __('Release')];
            }
            $dataSource['data']['items'][$at] = [
                'purchase_order_url' => $purchaseOrder,
                'product_url' => $this->url->getUrl('catalog/product/edit', ['id' => $row['product_id']]),
                'order_url' => $row['order_id'] === null
                    ? null
                    : $this->url->getUrl('sales/order/view', ['order_id' => $row['order_id']]),
                $this->getData('name') => $actions,
            ] + $row;
        }
        return $dataSource;
    }
}
