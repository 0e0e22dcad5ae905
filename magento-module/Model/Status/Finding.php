<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Status;

use Magento\Framework\Phrase;

/**
 * What a check found.
 */
class Finding
{
    private function __construct(
        public readonly bool $isOk,
        public readonly Phrase $message
    ) {
    }

    /**
     * @param Phrase $message what was found
     * @return self
     */
    public static function ok(Phrase $message): self
    {
        return new self(true, $message);
    }

    /**
     * @param Phrase $message what was found and what to do
     * @return self
     */
    public static function wrong(Phrase $message): self
    {
        return new self(false, $message);
    }
}
