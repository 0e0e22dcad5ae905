<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Dispatch;

use VendorBridge\AmazonVendor\Api\Data\DispatchInterface;
use VendorBridge\AmazonVendor\Api\SetTracksInterface;
use VendorBridge\AmazonVendor\Model\Data\Dispatch as DispatchAnswer;
use VendorBridge\AmazonVendor\Model\Database\Transaction;
use VendorBridge\AmazonVendor\Model\Refusal;
use VendorBridge\AmazonVendor\Model\Request\ReadDispatchRequest;

/**
 * Numbers that come late or were wrong. The same again changes nothing, so it needs no key.
 */
class SetTracks implements SetTracksInterface
{
    /**
     * @param ReadDispatchRequest $readRequest
     * @param Transaction $transaction
     * @param Dispatches $dispatches
     */
    public function __construct(
        private readonly ReadDispatchRequest $readRequest,
        private readonly Transaction $transaction,
        private readonly Dispatches $dispatches
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(string $dispatchId, array $tracks): DispatchInterface
    {
        $name = $this->readRequest->dispatchId($dispatchId);
        $numbers = $this->readRequest->tracks('tracks', $tracks);

        return $this->transaction->run(function () use ($name, $numbers): DispatchInterface {
            $dispatch = $this->dispatches->lockByName($name)
                ?? throw new Refusal('no_such_dispatch', ['dispatch_id' => $name]);
            if ($dispatch->shipmentId !== null) {
                throw new Refusal('tracks_belong_to_shipment', ['dispatch_id' => $name]);
            }
            $this->dispatches->setTracks($dispatch, $numbers);

            return new DispatchAnswer($dispatch->toArray());
        });
    }
}
