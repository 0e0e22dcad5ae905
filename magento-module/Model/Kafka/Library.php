<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Kafka;

use FFI;

/**
 * librdkafka by FFI: what of its header (rdkafka.h, 1.9 and later) is used here.
 */
class Library
{
    private const NAMES = ['librdkafka.so.1', 'librdkafka.so', 'librdkafka.1.dylib', 'librdkafka.dylib'];

    /** Opaque pointers are declared as integers: they go through PHP without an object each. */
    private const HEADER = <<<'C'
    typedef struct rd_kafka_s rd_kafka_t;
    typedef struct rd_kafka_conf_s rd_kafka_conf_t;
    typedef struct rd_kafka_topic_s rd_kafka_topic_t;
    typedef struct rd_kafka_queue_s rd_kafka_queue_t;
    typedef struct rd_kafka_op_s rd_kafka_event_t;
    typedef struct {
        int err;
        rd_kafka_topic_t *rkt;
        int32_t partition;
        void *payload;
        size_t len;
        void *key;
        size_t key_len;
        int64_t offset;
        intptr_t opaque;
    } rd_kafka_message_t;
    typedef struct {
        int32_t id;
        int err;
        int32_t leader;
        int replica_cnt;
        int32_t *replicas;
        int isr_cnt;
        int32_t *isrs;
    } rd_kafka_metadata_partition_t;
    typedef struct {
        char *topic;
        int partition_cnt;
        rd_kafka_metadata_partition_t *partitions;
        int err;
    } rd_kafka_metadata_topic_t;
    typedef struct {
        int broker_cnt;
        void *brokers;
        int topic_cnt;
        rd_kafka_metadata_topic_t *topics;
        int32_t orig_broker_id;
        char *orig_broker_name;
    } rd_kafka_metadata_t;
    const char *rd_kafka_version_str(void);
    rd_kafka_conf_t *rd_kafka_conf_new(void);
    void rd_kafka_conf_destroy(rd_kafka_conf_t *conf);
    int rd_kafka_conf_set(rd_kafka_conf_t *conf, const char *name, const char *value, char *words, size_t size);
    void rd_kafka_conf_set_events(rd_kafka_conf_t *conf, int events);
    rd_kafka_t *rd_kafka_new(int type, rd_kafka_conf_t *conf, char *words, size_t size);
    rd_kafka_topic_t *rd_kafka_topic_new(rd_kafka_t *client, const char *topic, void *conf);
    void rd_kafka_topic_destroy(rd_kafka_topic_t *topic);
    int rd_kafka_produce(rd_kafka_topic_t *topic, int32_t partition, int flags, const char *payload, size_t len,
        const char *key, size_t key_len, intptr_t opaque);
    int rd_kafka_last_error(void);
    const char *rd_kafka_err2str(int error);
    rd_kafka_queue_t *rd_kafka_queue_get_main(rd_kafka_t *client);
    void rd_kafka_queue_destroy(rd_kafka_queue_t *queue);
    rd_kafka_event_t *rd_kafka_queue_poll(rd_kafka_queue_t *queue, int timeout_ms);
    int rd_kafka_event_type(const rd_kafka_event_t *event);
    const rd_kafka_message_t *rd_kafka_event_message_next(rd_kafka_event_t *event);
    const char *rd_kafka_event_error_string(rd_kafka_event_t *event);
    void rd_kafka_event_destroy(rd_kafka_event_t *event);
    int rd_kafka_purge(rd_kafka_t *client, int flags);
    int rd_kafka_flush(rd_kafka_t *client, int timeout_ms);
    void rd_kafka_destroy(rd_kafka_t *client);
    int rd_kafka_metadata(rd_kafka_t *client, int all, rd_kafka_topic_t *only, const rd_kafka_metadata_t **answer,
        int timeout_ms);
    void rd_kafka_metadata_destroy(const rd_kafka_metadata_t *answer);
    int rd_kafka_query_watermark_offsets(rd_kafka_t *client, const char *topic, int32_t partition, int64_t *low,
        int64_t *high, int timeout_ms);
    int rd_kafka_consume_start(rd_kafka_topic_t *topic, int32_t partition, int64_t offset);
    int rd_kafka_consume_stop(rd_kafka_topic_t *topic, int32_t partition);
    rd_kafka_message_t *rd_kafka_consume(rd_kafka_topic_t *topic, int32_t partition, int timeout_ms);
    void rd_kafka_message_destroy(rd_kafka_message_t *message);
    C;

    /**
     * @return FFI|null null where there is no librdkafka, or FFI is not allowed here
     */
    public static function load(): ?FFI
    {
        if (!extension_loaded('ffi')) {
            return null;
        }
        foreach (self::NAMES as $name) {
            try {
                return FFI::cdef(self::HEADER, $name);
            } catch (FFI\Exception) {
                // On another system it is called otherwise.
                continue;
            }
        }
        return null;
    }
}
