<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Request;

use VendorBridge\AmazonVendor\Api\Data\AddressInterface;
use VendorBridge\AmazonVendor\Api\Data\OrderRequestInterface;
use VendorBridge\AmazonVendor\Api\Data\OrderRequestLineInterface;
use VendorBridge\AmazonVendor\Model\Idempotency\Request;
use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * Checks a request for an order against the contract, once, at the door.
 */
class ReadOrderRequest
{
    private const CURRENCY = '/^[A-Z]{3}$/D';
    private const COUNTRY = '/^[A-Z]{2}$/D';

    /**
     * @param Rules $rules
     */
    public function __construct(
        private readonly Rules $rules
    ) {
    }

    /**
     * @param string $purchaseOrderNumber
     * @param OrderRequestInterface $given
     * @return Request
     * @throws Refusal
     */
    public function execute(string $purchaseOrderNumber, OrderRequestInterface $given): Request
    {
        $rules = $this->rules;
        $number = $rules->text('purchase_order_number', $purchaseOrderNumber, Rules::PURCHASE_ORDER_NUMBER);
        $key = $rules->text('order.idempotency_key', $given->getIdempotencyKey(), Rules::IDEMPOTENCY_KEY);
        $currency = $given->getCurrency();
        $comment = $given->getComment();
        $shipTo = $given->getShipTo();

        return new Request('order', $key, $number, [
            'currency' => $currency === null ? null : $rules->text('order.currency', $currency, self::CURRENCY),
            'comment' => $comment === null ? null : $rules->words('order.comment', $comment, 0, 1000),
            'ship_to' => $shipTo === null ? null : $this->address('order.ship_to', $shipTo),
            'lines' => $rules->lines(
                'order.lines',
                $given->getLines(),
                fn (string $at, OrderRequestLineInterface $line): array => [
                    'line_id' => $rules->text("$at.line_id", $line->getLineId(), Rules::LINE_ID),
                    'quantity' => $rules->integer("$at.quantity", $line->getQuantity(), 1),
                    'unit_cost' => $rules->text("$at.unit_cost", $line->getUnitCost(), Rules::AMOUNT),
                ]
            ),
        ]);
    }

    /**
     * @param string $at
     * @param AddressInterface $given
     * @return array<string, string|string[]|null>
     * @throws Refusal
     */
    private function address(string $at, AddressInterface $given): array
    {
        $rules = $this->rules;
        $street = array_values($given->getStreet() ?? []);
        if (count($street) < 1 || count($street) > 4) {
            throw Refusal::invalid("$at.street", 'it must have 1 to 4 items');
        }
        return [
            'name' => $rules->words("$at.name", $given->getName(), 1, 255),
            'street' => array_map(
                static fn (int $index, string $line): string => $rules->words("$at.street[$index]", $line, 0, 255),
                array_keys($street),
                $street
            ),
            'city' => $rules->words("$at.city", $given->getCity(), 1, 255),
            'region' => $given->getRegion() === null ? null : $rules->words("$at.region", $given->getRegion(), 0, 255),
            'postcode' => $rules->words("$at.postcode", $given->getPostcode(), 0, 255),
            'country_id' => $rules->text("$at.country_id", $given->getCountryId(), self::COUNTRY),
            'telephone' => $given->getTelephone() === null
                ? null
                : $rules->words("$at.telephone", $given->getTelephone(), 0, 255),
        ];
    }
}
