<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Source;

use Psr\Log\LoggerInterface;

/**
 * Where nobody looks on: REST, command line, consumers.
 */
class TellLog implements TellInterface
{
    /**
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * @inheritdoc
     */
    public function leftOut(array $skus): void
    {
        $this->logger->notice((string) Refused::quantityWords(), ['skus' => array_slice($skus, 0, 50)]);
    }
}
