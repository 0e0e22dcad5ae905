<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest;

use Throwable;
use VendorBridge\AmazonVendor\Api\GetStatusInterface;
use VendorBridge\AmazonVendor\Model\Status\CheckInterface;

/**
 * All that can be looked at, for a person who asks: the checks of the status call, and those that take their time.
 */
class SelfTest
{
    /**
     * @param GetStatusInterface $getStatus
     * @param CheckInterface[] $checks by name
     */
    public function __construct(
        private readonly GetStatusInterface $getStatus,
        private readonly array $checks = []
    ) {
    }

    /**
     * @return array{healthy: bool, checks: array<int, array{name: string, label: string, ok: bool, detail: string}>}
     */
    public function execute(): array
    {
        $checks = $this->ofStatus();
        foreach ($this->checks as $name => $check) {
            if (!isset($checks[$name])) {
                $checks[$name] = self::look($check);
            }
        }
        $rows = [];
        foreach ($checks as $name => $found) {
            $rows[] = ['name' => (string) $name, 'label' => $this->label((string) $name)] + $found;
        }
        return ['healthy' => !in_array(false, array_column($rows, 'ok'), true), 'checks' => $rows];
    }

    /**
     * A status that cannot be told is a finding too: then our own checks say why
     *
     * @return array<string, array{ok: bool, detail: string}>
     */
    private function ofStatus(): array
    {
        $checks = [];
        try {
            foreach ($this->getStatus->execute()->getChecks() as $check) {
                $checks[$check->getName()] = ['ok' => $check->isOk(), 'detail' => $check->getMessage()];
            }
        } catch (Throwable $failure) {
            $checks['status'] = ['ok' => false, 'detail' => $failure->getMessage()];
        }
        return $checks;
    }

    /**
     * @param CheckInterface $check
     * @return array{ok: bool, detail: string}
     */
    private static function look(CheckInterface $check): array
    {
        try {
            $finding = $check->execute();
            return ['ok' => $finding->isOk, 'detail' => (string) $finding->message];
        } catch (Throwable $failure) {
            return ['ok' => false, 'detail' => (string) __('The check itself failed: %1', $failure->getMessage())];
        }
    }

    private function label(string $name): string
    {
        return (string) match ($name) {
            'stock_is_subtracted' => __('Stock is subtracted'),
            'checkout_is_serialised' => __('Checkout is serialised'),
            'salability_consumer_runs' => __('Salability consumer runs'),
            'amazon_source_is_guarded' => __('Amazon source is guarded'),
            'tables_are_there' => __('Tables'),
            'integration_is_set_up' => __('Integration'),
            'stock_changes_are_watched' => __('Stock subscription'),
            'publisher_is_ready' => __('Publisher'),
            'outbox_moves' => __('Outbox'),
            'topics_answer' => __('Topics'),
            'status' => __('Status'),
            default => ucfirst(str_replace('_', ' ', $name)),
        };
    }
}
