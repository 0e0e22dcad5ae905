<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Status\Check;

use Magento\Framework\Interception\PluginListInterface;
use Magento\InventorySales\Model\AppendReservations;
use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Status\CheckInterface;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * The checkout takes our row lock by a plugin on a class that Magento may move.
 */
class CheckoutIsSerialised implements CheckInterface
{
    private const PARAMETERS = ['websiteId', 'itemsBySku', 'order', 'itemsToSell'];

    /**
     * @param Config $config
     * @param PluginListInterface $pluginList
     */
    public function __construct(
        private readonly Config $config,
        private readonly PluginListInterface $pluginList
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        if (!$this->config->isCheckoutSerialised()) {
            return Finding::wrong(__(
                'A shopper and Amazon can be promised the same unit: switch "Serialise checkout" on.'
            ));
        }
        $isInPlace = $this->isAsExpected()
            && $this->pluginList->getNext(AppendReservations::class, 'reserve') !== null;

        return $isInPlace
            ? Finding::ok(__('Checkout and holds wait for each other.'))
            : Finding::wrong(__('This Magento reserves in another way than the module knows: update the module.'));
    }

    private function isAsExpected(): bool
    {
        if (!method_exists(AppendReservations::class, 'reserve')) {
            return false;
        }
        $names = array_map(
            static fn (\ReflectionParameter $parameter): string => $parameter->getName(),
            (new \ReflectionMethod(AppendReservations::class, 'reserve'))->getParameters()
        );
        return $names === self::PARAMETERS;
    }
}
