<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest;

use Magento\Framework\FlagManager;
use VendorBridge\AmazonVendor\Model\Instant;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * The round trip where this PHP can make it. A web request often cannot, as FFI is for the command line: then what the
 * publisher found there counts, if it is not old.
 */
class ProbeTopics implements TopicProbeInterface
{
    private const FLAG = 'amazon_vendor_round_trip';
    private const EVERY_SECONDS = 900;
    private const OLD_SECONDS = 7200;

    private int $lookAgainAt = 0;

    /**
     * @param ReachBrokers $reachBrokers
     * @param RoundTrip $roundTrip
     * @param FlagManager $flagManager
     */
    public function __construct(
        private readonly ReachBrokers $reachBrokers,
        private readonly RoundTrip $roundTrip,
        private readonly FlagManager $flagManager
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        // Within two seconds, where the client library would go on trying.
        $reached = $this->reachBrokers->execute();
        if (!$reached->isOk) {
            return $reached;
        }
        return $this->now() ?? $this->remembered() ?? $reached;
    }

    /**
     * For the publisher, as it goes by
     *
     * @return void
     */
    public function nowAndThen(): void
    {
        if (time() < $this->lookAgainAt) {
            return;
        }
        $last = $this->flagManager->getFlagData(self::FLAG);
        if (time() - (int) ($last['at'] ?? 0) >= self::EVERY_SECONDS) {
            $this->now();
        }
        $this->lookAgainAt = time() + self::EVERY_SECONDS;
    }

    private function now(): ?Finding
    {
        $found = $this->roundTrip->execute();
        if ($found !== null) {
            $this->flagManager->saveFlag(
                self::FLAG,
                ['at' => time(), 'ok' => $found->isOk, 'message' => (string) $found->message]
            );
        }
        return $found;
    }

    private function remembered(): ?Finding
    {
        $last = $this->flagManager->getFlagData(self::FLAG);
        if (!is_array($last) || time() - (int) $last['at'] > self::OLD_SECONDS) {
            return null;
        }
        $message = __('The publisher, at %1: %2', Instant::ofDatabase(gmdate('Y-m-d H:i:s', $last['at'])), $last['message']);

        return $last['ok'] ? Finding::ok($message) : Finding::wrong($message);
    }
}
