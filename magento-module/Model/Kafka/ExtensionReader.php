<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

use RdKafka\Conf;
use RdKafka\Consumer;
use RdKafka\ConsumerTopic;
use RdKafka\Exception as Refused;

/**
 * By ext-rdkafka.
 */
class ExtensionReader implements ReaderInterface
{
    private const TIMEOUT_MS = 5000;
    private const POLL_MS = 50;
    private const END_OF_PARTITION = -191;
    private const NO_SUCH_TOPIC = [3, -188, -190];

    private Consumer $consumer;

    /** @var array<string, ConsumerTopic> */
    private array $topics = [];

    /**
     * @param array<string, string> $properties
     */
    public function __construct(array $properties)
    {
        $this->consumer = self::asked(static function () use ($properties): Consumer {
            $configuration = new Conf();
            foreach ($properties as $name => $value) {
                $configuration->set($name, $value);
            }
            return new Consumer($configuration);
        });
    }

    /**
     * @inheritdoc
     */
    public function partitions(string $topic): int
    {
        $answer = self::asked(fn () => $this->consumer->getMetadata(false, $this->topic($topic), self::TIMEOUT_MS));
        foreach ($answer->getTopics() as $found) {
            if (in_array($found->getErr(), self::NO_SUCH_TOPIC, true)) {
                return 0;
            }
            self::mustWork($found->getErr());
            foreach ($found->getPartitions() as $partition) {
                self::mustWork($partition->getErr());
            }
            return count($found->getPartitions());
        }
        return 0;
    }

    /**
     * @inheritdoc
     */
    public function ends(string $topic, int $partitions): array
    {
        return self::asked(function () use ($topic, $partitions): array {
            $ends = [];
            for ($partition = 0; $partition < $partitions; $partition++) {
                $low = $high = 0;
                $this->consumer->queryWatermarkOffsets($topic, $partition, $low, $high, self::TIMEOUT_MS);
                $ends[$partition] = $high;
            }
            return $ends;
        });
    }

    /**
     * @inheritdoc
     */
    public function sees(string $topic, array $offsets, string $value, int $waitMs): bool
    {
        $handle = $this->topic($topic);
        $begun = [];
        try {
            foreach ($offsets as $partition => $offset) {
                self::asked(static fn () => $handle->consumeStart($partition, $offset));
                $begun[] = $partition;
            }
            $until = hrtime(true) + $waitMs * 1_000_000;
            do {
                foreach ($begun as $partition) {
                    $message = self::asked(static fn () => $handle->consume($partition, self::POLL_MS));
                    if ($message !== null && $message->err !== self::END_OF_PARTITION) {
                        self::mustWork($message->err);
                        if ($message->payload === $value) {
                            return true;
                        }
                    }
                }
            } while (hrtime(true) < $until);

            return false;
        } finally {
            foreach ($begun as $partition) {
                $handle->consumeStop($partition);
            }
        }
    }

    /**
     * @inheritdoc
     */
    public function close(): void
    {
        // The extension hangs up when the last reference goes.
        $this->topics = [];
    }

    private function topic(string $name): ConsumerTopic
    {
        return $this->topics[$name] ??= self::asked(fn () => $this->consumer->newTopic($name));
    }

    /**
     * @param callable $question
     * @return mixed
     */
    private static function asked(callable $question): mixed
    {
        try {
            return $question();
        } catch (Refused $refused) {
            throw new KafkaUnavailable($refused->getMessage(), $refused->getCode(), $refused);
        }
    }

    private static function mustWork(int $code): void
    {
        if ($code !== 0) {
            throw new KafkaUnavailable(rd_kafka_err2str($code), $code);
        }
    }
}
