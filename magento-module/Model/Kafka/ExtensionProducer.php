<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

use RdKafka\Conf;
use RdKafka\Message;
use RdKafka\Producer;
use RdKafka\ProducerTopic;

/**
 * By ext-rdkafka.
 */
class ExtensionProducer implements ProducerInterface
{
    private const QUEUE_FULL = -184;
    private const PURGE_ALL = 0x7;

    private Producer $producer;
    private ?string $complaint = null;

    /** @var array<string, ProducerTopic> */
    private array $topics = [];

    /** @var array<string, int> ids by text: an event's text names its own id, so no two are alike */
    private array $underWay = [];

    /** @var array<int, Failure|null> */
    private array $outcomes = [];

    /**
     * @param array<string, string> $properties
     */
    public function __construct(array $properties)
    {
        $configuration = new Conf();
        try {
            foreach ($properties as $name => $value) {
                $configuration->set($name, $value);
            }
            $configuration->setDrMsgCb(function ($producer, Message $message): void {
                $this->delivered($message);
            });
            $configuration->setErrorCb(function ($producer, int $code, string $reason): void {
                $this->complaint = $reason;
            });
            $this->producer = new Producer($configuration);
        } catch (\RdKafka\Exception $refused) {
            throw new KafkaUnavailable($refused->getMessage(), 0, $refused);
        }
    }

    /**
     * @inheritdoc
     */
    public function produce(int $id, string $topic, string $key, string $value): void
    {
        $handle = $this->topics[$topic] ??= $this->producer->newTopic($topic);
        for (;;) {
            try {
                $handle->produce(RD_KAFKA_PARTITION_UA, 0, $value, $key);
                $this->underWay[$value] = $id;
                return;
            } catch (\RdKafka\Exception $refused) {
                if ($refused->getCode() !== self::QUEUE_FULL) {
                    $this->outcomes[$id] = new Failure($refused->getCode(), $refused->getMessage());
                    return;
                }
                $this->producer->poll(100);
            }
        }
    }

    /**
     * @inheritdoc
     */
    public function outcomes(int $waitMs): array
    {
        $this->producer->poll($this->outcomes === [] ? $waitMs : 0);
        $outcomes = $this->outcomes;
        $this->outcomes = [];

        return $outcomes;
    }

    /**
     * @inheritdoc
     */
    public function underWay(): int
    {
        return count($this->underWay) + count($this->outcomes);
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
        $this->producer->purge(self::PURGE_ALL);
        $this->producer->poll(0);
        $this->underWay = $this->outcomes = [];
    }

    private function delivered(Message $message): void
    {
        $id = $this->underWay[$message->payload] ?? null;
        if ($id === null) {
            return;
        }
        unset($this->underWay[$message->payload]);
        $this->outcomes[$id] = $message->err === 0
            ? null
            : new Failure($message->err, rd_kafka_err2str($message->err));
    }
}
