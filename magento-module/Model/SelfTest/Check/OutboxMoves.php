<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest\Check;

use VendorBridge\AmazonVendor\Model\Config;
use VendorBridge\AmazonVendor\Model\Outbox\Waiting;
use VendorBridge\AmazonVendor\Model\Status\CheckInterface;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * Events that nobody takes mean that Amazon is told old figures.
 */
class OutboxMoves implements CheckInterface
{
    /**
     * @param Waiting $waiting
     * @param Config $config
     */
    public function __construct(
        private readonly Waiting $waiting,
        private readonly Config $config
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        ['waiting' => $waiting, 'oldest_at' => $oldestAt] = $this->waiting->execute();
        $minutes = $oldestAt === null ? 0 : intdiv(max(0, time() - (int) strtotime((string) $oldestAt)), 60);

        return $minutes < $this->config->getWarnAfterMinutes()
            ? Finding::ok(__('%1 events wait, none for long.', (int) $waiting))
            : Finding::wrong(__(
                '%1 events wait, the oldest for %2 minutes. See whether the publisher and the bridge run.',
                (int) $waiting,
                $minutes
            ));
    }
}
