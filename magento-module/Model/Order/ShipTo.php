<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Directory\Model\Region;
use Magento\Directory\Model\RegionFactory;
use Magento\Sales\Model\Order\Address;
use Magento\Sales\Model\Order\AddressFactory;
use Magento\Store\Model\Store;
use VendorBridge\AmazonVendor\Model\Ledger\PurchaseOrder;

/**
 * Where an order goes: as the request says, else as configured, else an address that nobody takes for one. A wrong
 * fulfilment centre costs a freight; a missing one costs a look at the purchase order.
 */
class ShipTo
{
    private const SECTION = 'amazon_vendor/ship_to/';

    /**
     * @param AddressFactory $addressFactory
     * @param RegionFactory $regionFactory
     */
    public function __construct(
        private readonly AddressFactory $addressFactory,
        private readonly RegionFactory $regionFactory
    ) {
    }

    /**
     * @param PurchaseOrder $purchaseOrder
     * @param OrderWish $wish
     * @return Address of a type that is set by the order
     */
    public function address(PurchaseOrder $purchaseOrder, OrderWish $wish): Address
    {
        $place = $wish->shipTo ?? $this->configured($wish->store) ?? $this->unknown($purchaseOrder, $wish->store);
        // Magento wants two names; Amazon's places are called "PHX7" or "Amazon PHX7".
        [$first, $last] = explode(' ', trim($place['name']), 2) + [1 => ''];
        if ($last === '') {
            [$first, $last] = ['Amazon', $first];
        }
        $region = $this->region((string) $place['region'], $place['country_id']);

        return $this->addressFactory->create()->addData([
            'email' => $this->email($wish->store),
            'firstname' => $first,
            'lastname' => $last,
            'company' => $place['name'],
            'street' => implode("\n", $place['street']),
            'city' => $place['city'],
            'region' => $region === null ? $place['region'] : $region->getName(),
            'region_id' => $region?->getId(),
            'postcode' => $place['postcode'],
            'country_id' => $place['country_id'],
            'telephone' => $place['telephone'] ?? (string) $wish->store->getConfig('general/store_information/phone'),
        ]);
    }

    /**
     * The shop's own: whoever ticks "Email Copy" writes to a colleague, not to a stranger
     *
     * @param Store $store
     * @return string
     */
    public function email(Store $store): string
    {
        return (string) $store->getConfig('trans_email/ident_sales/email') ?: 'sales@example.com';
    }

    /**
     * @param Store $store
     * @return array<string, string|string[]|null>|null
     */
    private function configured(Store $store): ?array
    {
        $of = static fn (string $name): string => trim((string) $store->getConfig(self::SECTION . $name));
        $street = array_values(array_filter(array_map('trim', explode("\n", $of('street')))));
        if ($of('name') === '' || $street === [] || $of('city') === '' || $of('country_id') === '') {
            return null;
        }
        return [
            'name' => $of('name'),
            'street' => $street,
            'city' => $of('city'),
            'region' => $of('region'),
            'postcode' => $of('postcode'),
            'country_id' => $of('country_id'),
            'telephone' => $of('telephone') === '' ? null : $of('telephone'),
        ];
    }

    /**
     * @param PurchaseOrder $purchaseOrder
     * @param Store $store
     * @return array<string, string|string[]|null>
     */
    private function unknown(PurchaseOrder $purchaseOrder, Store $store): array
    {
        return [
            'name' => 'Amazon Vendor',
            'street' => [(string) __('See purchase order %1', $purchaseOrder->getNumber())],
            'city' => '-',
            'region' => null,
            'postcode' => '-',
            'country_id' => (string) $store->getConfig('general/country/default') ?: 'US',
            'telephone' => null,
        ];
    }

    private function region(string $region, string $countryId): ?Region
    {
        if ($region === '') {
            return null;
        }
        $found = $this->regionFactory->create()->loadByCode($region, $countryId);
        if (!$found->getId()) {
            $found = $this->regionFactory->create()->loadByName($region, $countryId);
        }
        return $found->getId() ? $found : null;
    }
}
