<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

use FFI;
use FFI\CData;

/**
 * By FFI on librdkafka, where ext-rdkafka is missing. Delivery reports are fetched as events: a callback from C into
 * PHP would be slower, and would come in the middle of anything.
 */
class FfiProducer implements ProducerInterface
{
    private const PRODUCER = 0;
    private const ANY_PARTITION = -1;
    private const COPY = 0x2;
    private const EVENT_DELIVERED = 0x1;
    private const EVENT_ERROR = 0x8;
    private const PURGE_ALL = 0x7;
    private const QUEUE_FULL = -184;
    private const WORDS = 512;

    private ?CData $client;
    private CData $queue;
    private int $underWay = 0;
    private ?string $complaint = null;

    /** @var array<string, CData> */
    private array $topics = [];

    /** @var array<int, Failure|null> refused at once, or delivered while there was no room */
    private array $early = [];

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
        $library->rd_kafka_conf_set_events($configuration, self::EVENT_DELIVERED | self::EVENT_ERROR);
        $this->client = $library->rd_kafka_new(self::PRODUCER, $configuration, $words, self::WORDS);
        if ($this->client === null) {
            $library->rd_kafka_conf_destroy($configuration);
            throw new KafkaUnavailable(FFI::string($words));
        }
        $this->queue = $library->rd_kafka_queue_get_main($this->client);
    }

    /**
     * @inheritdoc
     */
    public function produce(int $id, string $topic, string $key, string $value): void
    {
        $library = $this->library;
        $handle = $this->topics[$topic] ??= $library->rd_kafka_topic_new($this->client, $topic, null);
        while (0 !== $library->rd_kafka_produce(
            $handle,
            self::ANY_PARTITION,
            self::COPY,
            $value,
            strlen($value),
            $key,
            strlen($key),
            $id
        )) {
            $code = $library->rd_kafka_last_error();
            if ($code !== self::QUEUE_FULL) {
                $this->early[$id] = $this->failure($code);
                return;
            }
            $this->early += $this->poll(100);
        }
        $this->underWay++;
    }

    /**
     * @inheritdoc
     */
    public function outcomes(int $waitMs): array
    {
        $outcomes = $this->early;
        $this->early = [];

        return $outcomes + $this->poll($outcomes === [] ? $waitMs : 0);
    }

    /**
     * @inheritdoc
     */
    public function underWay(): int
    {
        return $this->underWay + count($this->early);
    }

    /**
     * @inheritdoc
     */
    public function complaint(): ?string
    {
        return $this->complaint;
    }

    /**
     * @inheritdoc
     */
    public function close(): void
    {
        if ($this->client === null) {
            return;
        }
        $this->library->rd_kafka_purge($this->client, self::PURGE_ALL);
        $this->poll(0);
        foreach ($this->topics as $topic) {
            $this->library->rd_kafka_topic_destroy($topic);
        }
        $this->library->rd_kafka_queue_destroy($this->queue);
        $this->library->rd_kafka_destroy($this->client);
        $this->client = null;
        $this->topics = $this->early = [];
        $this->underWay = 0;
    }

    /**
     * @param int $waitMs
     * @return array<int, Failure|null>
     */
    private function poll(int $waitMs): array
    {
        $library = $this->library;
        $outcomes = [];
        while (($event = $library->rd_kafka_queue_poll($this->queue, $waitMs)) !== null) {
            switch ($library->rd_kafka_event_type($event)) {
                case self::EVENT_DELIVERED:
                    while (($message = $library->rd_kafka_event_message_next($event)) !== null) {
                        $code = $message->err;
                        $outcomes[$message->opaque] = $code === 0 ? null : $this->failure($code);
                    }
                    break;
                case self::EVENT_ERROR:
                    $this->complaint = $library->rd_kafka_event_error_string($event);
                    break;
            }
            $library->rd_kafka_event_destroy($event);
            // Waited long enough for the first: now only what is there.
            $waitMs = $outcomes === [] ? $waitMs : 0;
        }
        $this->underWay -= count($outcomes);

        return $outcomes;
    }

    private function failure(int $code): Failure
    {
        return new Failure($code, $this->library->rd_kafka_err2str($code));
    }
}
