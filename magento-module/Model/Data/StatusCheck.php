<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\StatusCheckInterface;

class StatusCheck extends Answer implements StatusCheckInterface
{
    /**
     * @inheritdoc
     */
    public function getName(): string
    {
        return $this->values['name'];
    }

    /**
     * @inheritdoc
     */
    public function isOk(): bool
    {
        return $this->values['ok'];
    }

    /**
     * @inheritdoc
     */
    public function getMessage(): string
    {
        return $this->values['message'];
    }
}
