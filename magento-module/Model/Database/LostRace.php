<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Database;

use Magento\Framework\DB\Adapter\DeadlockException;
use Magento\Framework\DB\Adapter\DuplicateException;
use Magento\Framework\DB\Adapter\LockWaitException;
use PDOException;
use Throwable;

/**
 * Tells a transaction that lost to another one, and would succeed when repeated, from one that is wrong.
 */
class LostRace
{
    /** Record changed since the snapshot (MariaDB 11.6 on), lock wait timeout, deadlock, duplicate key. */
    private const CODES = [1020, 1205, 1213, 1062];

    /**
     * Whether the failure, or anything that it was caused by, is a lost race
     *
     * @param Throwable $failure
     * @return bool
     */
    public function isCauseOf(Throwable $failure): bool
    {
        for ($cause = $failure; $cause !== null; $cause = $cause->getPrevious()) {
            if ($cause instanceof DeadlockException
                || $cause instanceof LockWaitException
                || $cause instanceof DuplicateException
                || $cause instanceof PDOException
                && in_array((int) ($cause->errorInfo[1] ?? 0), self::CODES, true)
            ) {
                return true;
            }
        }
        return false;
    }
}
