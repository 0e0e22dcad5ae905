<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest;

use Magento\Framework\DataObject\IdentityGeneratorInterface;
use VendorBridge\AmazonVendor\Model\Instant;
use VendorBridge\AmazonVendor\Model\Kafka\KafkaUnavailable;
use VendorBridge\AmazonVendor\Model\Kafka\Producers;
use VendorBridge\AmazonVendor\Model\Kafka\ReaderInterface;
use VendorBridge\AmazonVendor\Model\Kafka\Readers;
use VendorBridge\AmazonVendor\Model\Kafka\SettingsInterface;
use VendorBridge\AmazonVendor\Model\Outbox\Envelope;
use VendorBridge\AmazonVendor\Model\Outbox\OutboxInterface;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * Sends a message and reads it back, as surely as an event is sent. It goes to a topic of its own that nobody reads: in
 * the topics of the events it would be one that the bridge cannot understand.
 */
class RoundTrip
{
    private const KEY = 'self-test';
    private const WAIT_MS = 8000;

    /**
     * @param Readers $readers
     * @param Producers $producers
     * @param SettingsInterface $settings
     * @param IdentityGeneratorInterface $identityGenerator
     */
    public function __construct(
        private readonly Readers $readers,
        private readonly Producers $producers,
        private readonly SettingsInterface $settings,
        private readonly IdentityGeneratorInterface $identityGenerator
    ) {
    }

    /**
     * @return Finding|null null where this PHP has no client library
     */
    public function execute(): ?Finding
    {
        try {
            $reader = $this->readers->open();
            if ($reader === null) {
                return null;
            }
            try {
                return $this->look($reader);
            } finally {
                $reader->close();
            }
        } catch (KafkaUnavailable $failure) {
            return Finding::wrong(__('Kafka does not answer as it should: %1', $failure->getMessage()));
        }
    }

    private function look(ReaderInterface $reader): Finding
    {
        $prefix = $this->settings->topicPrefix();
        $missing = array_filter(
            [$prefix . OutboxInterface::STOCK_TOPIC, $prefix . OutboxInterface::DISPATCH_TOPIC],
            static fn (string $topic): bool => $reader->partitions($topic) === 0
        );
        if ($missing !== []) {
            return Finding::wrong(__('Kafka has no topic %1.', implode(', ', $missing)));
        }
        $topic = $prefix . OutboxInterface::PROBE_TOPIC;
        $partitions = $reader->partitions($topic);

        return $partitions === 0
            ? Finding::ok(__('Every topic of the events is there. No message was sent: there is no topic %1.', $topic))
            : $this->send($reader, $topic, $partitions);
    }

    private function send(ReaderInterface $reader, string $topic, int $partitions): Finding
    {
        $eventId = $this->identityGenerator->generateId();
        $text = Envelope::text(OutboxInterface::PROBE_TOPIC, self::KEY, 1, $eventId, Instant::now(), []);
        $ends = $reader->ends($topic, $partitions);
        $start = hrtime(true);
        $producer = $this->producers->open();
        try {
            $producer->produce(1, $topic, self::KEY, $text);
            $until = $start + self::WAIT_MS * 1_000_000;
            do {
                $outcomes = $producer->outcomes(100);
            } while ($outcomes === [] && hrtime(true) < $until);
            if ($outcomes === [] || $outcomes[1] !== null) {
                $why = $outcomes === [] ? $producer->complaint() : $outcomes[1]->words;
                return Finding::wrong(__('Topic %1 did not take a message: %2', $topic, $why ?? __('no answer')));
            }
        } finally {
            $producer->close();
        }
        return $reader->sees($topic, $ends, $text, self::WAIT_MS)
            ? Finding::ok(__(
                'Every topic is there; a message was sent and read back in %1 ms.',
                intdiv(hrtime(true) - $start, 1_000_000)
            ))
            : Finding::wrong(__('Topic %1 took a message that cannot be read back.', $topic));
    }
}
