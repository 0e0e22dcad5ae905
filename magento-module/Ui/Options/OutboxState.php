<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Options;

use Magento\Framework\Data\OptionSourceInterface;

/**
 * How far an event of the outbox has come. It follows from its instants.
 */
class OutboxState implements OptionSourceInterface
{
    public const WAITING = 'waiting';
    public const REFUSED = 'refused';
    public const TAKEN = 'taken';

    public const CONDITIONS = [
        self::WAITING => 'published_at IS NULL AND acknowledged_at IS NULL AND refused_at IS NULL',
        self::REFUSED => 'published_at IS NULL AND acknowledged_at IS NULL AND refused_at IS NOT NULL',
        self::TAKEN => 'published_at IS NOT NULL OR acknowledged_at IS NOT NULL',
    ];

    /**
     * The state as an expression of the database
     *
     * @return string
     */
    public static function expression(): string
    {
        $whens = '';
        foreach (self::CONDITIONS as $state => $condition) {
            $whens .= " WHEN $condition THEN '$state'";
        }
        return "CASE$whens END";
    }

    /**
     * @inheritdoc
     */
    public function toOptionArray(): array
    {
        return [
            ['value' => self::WAITING, 'label' => __('Waiting')],
            ['value' => self::REFUSED, 'label' => __('Refused by Kafka')],
            ['value' => self::TAKEN, 'label' => __('Taken')],
        ];
    }
}
