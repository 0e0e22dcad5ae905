<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Integration;

/**
 * What the bridge signs its calls with, under the names that its configuration has.
 */
class Credentials
{
    /**
     * @param string $url base address of the shop: the signature covers it
     * @param string $consumerKey
     * @param string $consumerSecret
     * @param string $token works alone as a bearer token where the shop allows that
     * @param string $tokenSecret
     */
    public function __construct(
        public readonly string $url,
        public readonly string $consumerKey,
        public readonly string $consumerSecret,
        public readonly string $token,
        public readonly string $tokenSecret
    ) {
    }

    /**
     * @return array<string, string>
     */
    public function toEnvironment(): array
    {
        return [
            'VENDOR_BRIDGE_MAGENTO_URL' => $this->url,
            'VENDOR_BRIDGE_MAGENTO_CONSUMER_KEY' => $this->consumerKey,
            'VENDOR_BRIDGE_MAGENTO_CONSUMER_SECRET' => $this->consumerSecret,
            'VENDOR_BRIDGE_MAGENTO_TOKEN' => $this->token,
            'VENDOR_BRIDGE_MAGENTO_TOKEN_SECRET' => $this->tokenSecret,
        ];
    }

    /**
     * As an environment file
     *
     * @return string
     */
    public function toText(): string
    {
        $text = '';
        foreach ($this->toEnvironment() as $name => $value) {
            $text .= "$name=$value\n";
        }
        return $text;
    }
}
