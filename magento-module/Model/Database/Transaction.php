<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Database;

use Magento\Framework\App\ResourceConnection;
use Throwable;

/**
 * Runs work in one transaction. Where none is open yet, work that loses to another transaction (deadlock, lock
 * timeout, record changed since the snapshot) is rolled back and done again from its beginning. Inside an outer
 * transaction the loss goes up: only the outer one can be repeated.
 */
class Transaction
{
    private const ATTEMPTS = 4;

    /**
     * @param ResourceConnection $resource
     * @param LostRace $lostRace
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly LostRace $lostRace
    ) {
    }

    /**
     * @template T
     * @param callable(): T $work
     * @return T
     * @throws Throwable whatever the work throws, after a roll-back
     */
    public function run(callable $work): mixed
    {
        $connection = $this->resource->getConnection();
        for ($attempt = 1;; $attempt++) {
            $level = $connection->getTransactionLevel();
            $isOutermost = $level === 0;
            $connection->beginTransaction();
            try {
                $answer = $work();
                $connection->commit();
                return $answer;
            } catch (Throwable $failure) {
                // Magento's lock of an order leaves its level open when it is the one that lost.
                while ($connection->getTransactionLevel() > $level) {
                    $connection->rollBack();
                }
                if (!$isOutermost || $attempt >= self::ATTEMPTS || !$this->lostRace->isCauseOf($failure)) {
                    throw $failure;
                }
                // Two losers that start again at once meet again.
                usleep(random_int(1_000, 20_000) * $attempt);
            }
        }
    }

    /**
     * Whether somebody else opened a transaction: its snapshot may be older than our locks
     *
     * @return bool
     */
    public function isOpen(): bool
    {
        return $this->resource->getConnection()->getTransactionLevel() > 0;
    }
}
