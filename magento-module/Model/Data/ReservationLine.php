<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Data;

use VendorBridge\AmazonVendor\Api\Data\ReservationLineInterface;

class ReservationLine extends Answer implements ReservationLineInterface
{
    /**
     * @inheritdoc
     */
    public function getLineId(): string
    {
        return $this->values['line_id'];
    }

    /**
     * @inheritdoc
     */
    public function getLineNumber(): string
    {
        return $this->values['line_number'];
    }

    /**
     * @inheritdoc
     */
    public function getSku(): string
    {
        return $this->values['sku'];
    }

    /**
     * @inheritdoc
     */
    public function getCasePack(): int
    {
        return $this->values['case_pack'];
    }

    /**
     * @inheritdoc
     */
    public function getRequested(): int
    {
        return $this->values['requested'];
    }

    /**
     * @inheritdoc
     */
    public function getReserved(): int
    {
        return $this->values['reserved'];
    }

    /**
     * @inheritdoc
     */
    public function getShipped(): int
    {
        return $this->values['shipped'];
    }

    /**
     * @inheritdoc
     */
    public function getReleased(): int
    {
        return $this->values['released'];
    }

    /**
     * @inheritdoc
     */
    public function getOpen(): int
    {
        return $this->values['open'];
    }
}
