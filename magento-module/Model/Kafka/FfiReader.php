<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

use FFI;
use FFI\CData;

/**
 * By FFI on librdkafka, where ext-rdkafka is missing.
 */
class FfiReader implements ReaderInterface
{
    private const CONSUMER = 1;
    private const TIMEOUT_MS = 5000;
    private const POLL_MS = 50;
    private const END_OF_PARTITION = -191;
    private const NO_SUCH_TOPIC = [3, -188, -190];
    private const WORDS = 512;

    private ?CData $client;

    /** @var array<string, CData> */
    private array $topics = [];

    /**
     * @param FFI $library
     * @param array<string, string> $properties
     */
    public function __construct(
        private readonly FFI $library,
        array $properties
    ) {
        $words = $library->new('char[' . self::WORDS . ']');
        $configuration = $library->rd_kafka_conf_new();
        foreach ($properties as $name => $value) {
            if ($library->rd_kafka_conf_set($configuration, $name, $value, $words, self::WORDS) !== 0) {
                $library->rd_kafka_conf_destroy($configuration);
                throw new KafkaUnavailable(FFI::string($words));
            }
        }
        $this->client = $library->rd_kafka_new(self::CONSUMER, $configuration, $words, self::WORDS);
        if ($this->client === null) {
            $library->rd_kafka_conf_destroy($configuration);
            throw new KafkaUnavailable(FFI::string($words));
        }
    }

    /**
     * @inheritdoc
     */
    public function partitions(string $topic): int
    {
        $answer = $this->library->new('const rd_kafka_metadata_t *');
        $this->mustWork($this->library->rd_kafka_metadata(
            $this->client,
            0,
            $this->topic($topic),
            FFI::addr($answer),
            self::TIMEOUT_MS
        ));
        try {
            $found = $answer->topic_cnt === 0 ? null : $answer->topics[0];
            if ($found === null || in_array($found->err, self::NO_SUCH_TOPIC, true)) {
                return 0;
            }
            $this->mustWork($found->err);
            for ($partition = 0; $partition < $found->partition_cnt; $partition++) {
                $this->mustWork($found->partitions[$partition]->err);
            }
            return $found->partition_cnt;
        } finally {
            $this->library->rd_kafka_metadata_destroy($answer);
        }
    }

    /**
     * @inheritdoc
     */
    public function ends(string $topic, int $partitions): array
    {
        $low = $this->library->new('int64_t');
        $high = $this->library->new('int64_t');
        $ends = [];
        for ($partition = 0; $partition < $partitions; $partition++) {
            $this->mustWork($this->library->rd_kafka_query_watermark_offsets(
                $this->client,
                $topic,
                $partition,
                FFI::addr($low),
                FFI::addr($high),
                self::TIMEOUT_MS
            ));
            $ends[$partition] = $high->cdata;
        }
        return $ends;
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
                if ($this->library->rd_kafka_consume_start($handle, $partition, $offset) !== 0) {
                    $this->mustWork($this->library->rd_kafka_last_error());
                }
                $begun[] = $partition;
            }
            $until = hrtime(true) + $waitMs * 1_000_000;
            do {
                foreach ($begun as $partition) {
                    if ($this->next($handle, $partition) === $value) {
                        return true;
                    }
                }
            } while (hrtime(true) < $until);

            return false;
        } finally {
            foreach ($begun as $partition) {
                $this->library->rd_kafka_consume_stop($handle, $partition);
            }
        }
    }

    /**
     * @inheritdoc
     */
    public function close(): void
    {
        if ($this->client === null) {
            return;
        }
        foreach ($this->topics as $topic) {
            $this->library->rd_kafka_topic_destroy($topic);
        }
        $this->library->rd_kafka_destroy($this->client);
        $this->client = null;
        $this->topics = [];
    }

    private function next(CData $handle, int $partition): ?string
    {
        $message = $this->library->rd_kafka_consume($handle, $partition, self::POLL_MS);
        if ($message === null) {
            return null;
        }
        try {
            if ($message->err !== self::END_OF_PARTITION) {
                $this->mustWork($message->err);
            }
            return $message->err === 0 && $message->payload !== null
                ? FFI::string($message->payload, $message->len)
                : null;
        } finally {
            $this->library->rd_kafka_message_destroy($message);
        }
    }

    private function topic(string $name): CData
    {
        return $this->topics[$name] ??= $this->library->rd_kafka_topic_new($this->client, $name, null);
    }

    private function mustWork(int $code): void
    {
        if ($code !== 0) {
            throw new KafkaUnavailable($this->library->rd_kafka_err2str($code), $code);
        }
    }
}
