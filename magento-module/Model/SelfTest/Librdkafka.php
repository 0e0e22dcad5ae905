<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest;

/**
 * Which way to Kafka this PHP has.
 */
class Librdkafka
{
    public const EXTENSION = 'extension';
    public const FFI = 'ffi';

    /** FFI is loaded, but open to the command line only: PHP's own default, `ffi.enable=preload`. */
    public const IN_COMMAND_LINE = 'in_command_line';
    public const NONE = 'none';

    private const LIBRARIES = ['librdkafka.so.1', 'librdkafka.so', 'librdkafka.1.dylib', 'librdkafka.dylib'];

    /**
     * @return string one of the constants
     */
    public function find(): string
    {
        if (extension_loaded('rdkafka')) {
            return self::EXTENSION;
        }
        if (!extension_loaded('ffi')) {
            return self::NONE;
        }
        $allowed = strtolower((string) ini_get('ffi.enable'));
        if (PHP_SAPI !== 'cli' && !in_array($allowed, ['1', 'on', 'true', 'yes'], true)) {
            return self::IN_COMMAND_LINE;
        }
        foreach (self::LIBRARIES as $library) {
            try {
                \FFI::cdef('int rd_kafka_version(void);', $library);
                return self::FFI;
            } catch (\Throwable) {
                // The next name; on another system it is called otherwise.
                continue;
            }
        }
        return self::NONE;
    }
}
