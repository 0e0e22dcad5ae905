<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model;

use Magento\Framework\Phrase;
use Magento\Framework\Webapi\Exception as WebapiException;

/**
 * One of this module's own refusals, in Magento's form: a message with placeholders and what stands in them. Clients
 * decide by `parameters.reason`, which never changes its meaning; people read the message.
 */
class Refusal extends WebapiException
{
    private const STATUS = [
        'invalid_request' => 400,
        'cursor_ahead' => 400,
        'source_not_shippable' => 400,
        'no_such_purchase_order' => 404,
        'no_such_line' => 404,
        'no_such_dispatch' => 404,
        'no_such_source' => 404,
        'no_such_stock' => 404,
    ];

    private Phrase $words;

    /**
     * @param string $reason
     * @param array<string, int|string> $parameters what stands in the message's placeholders
     */
    public function __construct(
        private readonly string $reason,
        array $parameters = []
    ) {
        $this->words = self::words($reason, $parameters);
        parent::__construct(
            new Phrase($this->words->getText()),
            0,
            self::STATUS[$reason] ?? 409,
            ['reason' => $reason] + $parameters,
            '',
            null,
            // Developer mode shows it, and shows null where there is none: the contract knows only a text.
            $this->getTraceAsString()
        );
    }

    /**
     * A request that cannot be understood
     *
     * @param string $field place in the request, as the request wrote it: `reservation.lines[0].requested`
     * @param string $why
     * @return self
     */
    public static function invalid(string $field, string $why): self
    {
        return new self('invalid_request', ['field' => $field, 'why' => $why]);
    }

    /**
     * Why it was refused, one word of the contract
     *
     * @return string
     */
    public function getReason(): string
    {
        return $this->reason;
    }

    /**
     * The message with its placeholders filled, for the admin and the command line
     *
     * @return string
     */
    public function inWords(): string
    {
        return (string) $this->words;
    }

    private static function words(string $reason, array $p): Phrase
    {
        return match ($reason) {
            'invalid_request' => __('"%field" cannot be used: %why', $p),
            'cursor_ahead' => __('Cursor %cursor is ahead of every event.', $p),
            'source_not_shippable' => __(
                'Source %source_code does not belong to the stock of purchase order %purchase_order_number.',
                $p
            ),
            'no_such_purchase_order' => __('Purchase order %purchase_order_number is not known.', $p),
            'no_such_line' => __('Line %line_id is not a line of purchase order %purchase_order_number.', $p),
            'no_such_dispatch' => __('Dispatch %dispatch_id is not known.', $p),
            'no_such_source' => __('Source %source_code is not known.', $p),
            'no_such_stock' => __('Stock %stock_id is not known.', $p),
            'key_reused' => __('Idempotency key %idempotency_key was used for another request.', $p),
            'key_voided' => __('Idempotency key %idempotency_key was voided by a release.', $p),
            'line_exists' => __('Line %line_id is in the ledger already.', $p),
            'order_exists' => __(
                'Purchase order %purchase_order_number is Magento order %order_increment_id.',
                $p
            ),
            'more_than_open' => __('Line %line_id has %open eaches open, not %quantity.', $p),
            'below_shipped' => __('Line %line_id has shipped %shipped eaches, it cannot want %requested.', $p),
            'quantity_differs' => __('Line %line_id has %open eaches open, not %quantity.', $p),
            'nothing_open' => __('Purchase order %purchase_order_number has nothing open.', $p),
            'orders_not_wanted' => __(
                'The shop does not want this Magento order. Whether purchase orders become orders is set under'
                . ' Stores > Configuration > Amazon Vendor > Orders.'
            ),
            'source_short' => __('Not all of your products are available in the requested quantity.', $p),
            'tracks_belong_to_shipment' => __(
                'The tracks of %dispatch_id belong to a Magento shipment. Change them there.',
                $p
            ),
        };
    }
}
