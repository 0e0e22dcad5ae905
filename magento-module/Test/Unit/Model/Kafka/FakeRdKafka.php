<?php

declare(strict_types=1);

// phpcs:ignoreFile -- several small fakes, of a foreign namespace
// What of ext-rdkafka the producer uses, where the extension is not there to be tested with.

namespace RdKafka {

    if (!class_exists(Exception::class)) {
        class Exception extends \Exception
        {
        }

        class Conf
        {
            public array $set = [];
            public ?\Closure $delivered = null;
            public ?\Closure $complained = null;

            public function set(string $name, string $value): void
            {
                if ($name === 'misspelt') {
                    throw new Exception('No such configuration property: "misspelt"');
                }
                $this->set[$name] = $value;
            }

            public function setDrMsgCb(callable $callback): void
            {
                $this->delivered = $callback(...);
            }

            public function setErrorCb(callable $callback): void
            {
                $this->complained = $callback(...);
            }
        }

        class Message
        {
            public function __construct(public int $err, public string $payload)
            {
            }
        }

        class ProducerTopic
        {
            public function __construct(private readonly Producer $producer, public readonly string $name)
            {
            }

            public function produce(int $partition, int $flags, string $payload, string $key): void
            {
                if (count($this->producer->queue) >= 2) {
                    throw new Exception('Local: Queue full', -184);
                }
                if ($payload === 'too large') {
                    throw new Exception('Broker: Message size too large', 10);
                }
                $this->producer->queue[] = $payload;
                $this->producer->log[] = "$this->name $key $payload";
            }
        }

        class Producer
        {
            public static ?Producer $last = null;
            public array $queue = [];
            public array $log = [];

            public function __construct(private readonly Conf $conf)
            {
                self::$last = $this;
            }

            public function newTopic(string $name): ProducerTopic
            {
                return new ProducerTopic($this, $name);
            }

            public function poll(int $waitMs): void
            {
                foreach ($this->queue as $payload) {
                    ($this->conf->delivered)($this, new Message($payload === 'lost' ? -192 : 0, $payload));
                }
                $this->queue = [];
            }

            public function purge(int $flags): void
            {
                $this->queue = [];
            }
        }
    }
}

namespace {

    if (!function_exists('rd_kafka_err2str')) {
        define('RD_KAFKA_PARTITION_UA', -1);

        function rd_kafka_err2str(int $code): string
        {
            return "error $code";
        }
    }
}
