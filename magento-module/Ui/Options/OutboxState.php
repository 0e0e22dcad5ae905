<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui\Options;

use Magento\Framework\Data\OptionSourceInterface;

/**
 * How far an event of the outbox has come. It follows from its instants and its batch's.
 */
class OutboxState implements OptionSourceInterface
{
    public const WAITING = 'waiting';
    public const REFUSED = 'refused';
    public const TAKEN = 'taken';

    /** Of an event, `main_table`, left-joined with its `batch`. */
    public const CONDITIONS = [
        self::WAITING => 'batch.batch_id IS NOT NULL AND batch.published_at IS NULL AND acknowledged_at IS NULL',
        self::REFUSED => 'main_table.batch_id IS NULL AND refused_at IS NOT NULL AND acknowledged_at IS NULL',
        self::TAKEN => 'batch.published_at IS NOT NULL OR acknowledged_at IS NOT NULL',
    ];
    /** Of an event Kafka will never take, or of the batch that it waits in. */
    public const PROBLEM = 'COALESCE(main_table.problem, batch.problem)';

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
