<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Idempotency;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;
use VendorBridge\AmazonVendor\Model\Database\Transaction;
use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * Makes a repeat of a call harmless: the first answer is kept with the change, in one transaction, and given again. A
 * call that is refused leaves nothing behind, its key too.
 *
 *     key is new          -> work, keep the answer, commit
 *     key has an answer   -> same request: that answer; other request: 409 key_reused
 *     key was made void   -> 409 key_voided
 *     same key meanwhile  -> waits for the other's commit, then as above
 */
class Once
{
    private const TABLE = 'amazon_vendor_idempotency';

    /**
     * @param ResourceConnection $resource
     * @param Transaction $transaction
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Transaction $transaction
    ) {
    }

    /**
     * The kept answer of an earlier call, null where there was none. A look ahead, to spare a repeat the preparation;
     * answer() decides.
     *
     * @param Request $request
     * @return array<string, mixed>|null
     * @throws Refusal
     */
    public function find(Request $request): ?array
    {
        return $this->kept($request, false);
    }

    /**
     * @param Request $request
     * @param callable(bool): array<string, mixed> $work is told whether somebody else's transaction is around it
     * @return array<string, mixed> the first answer
     * @throws Refusal
     */
    public function answer(Request $request, callable $work): array
    {
        $isNested = $this->transaction->isOpen();
        return $this->transaction->run(function () use ($request, $work, $isNested): array {
            if (!$this->claim($request->key, $request->hash(), $request->purchaseOrderNumber)) {
                return $this->kept($request, $isNested) ?? throw new \LogicException('A kept key has no answer.');
            }
            $answer = $work($isNested);
            $this->resource->getConnection()->update(
                $this->resource->getTableName(self::TABLE),
                ['answer' => json_encode($answer, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION)],
                ['key_hash = ?' => self::hash($request->key)]
            );
            return $answer;
        });
    }

    /**
     * Forbids a key that has not been used. Waits for a call with that key that is under way: it lands, or it never
     * will. To be called in a transaction, before it looks at what that call may have changed.
     *
     * @param string $key
     * @param string $purchaseOrderNumber
     * @return void
     */
    public function void(string $key, string $purchaseOrderNumber): void
    {
        $this->claim($key, '', $purchaseOrderNumber, true);
    }

    private function claim(string $key, string $requestHash, ?string $number, bool $voided = false): bool
    {
        return 1 === $this->resource->getConnection()->insertArray(
            $this->resource->getTableName(self::TABLE),
            ['key_hash', 'idempotency_key', 'purchase_order_number', 'request_hash', 'voided'],
            [[self::hash($key), $key, $number, $requestHash, (int) $voided]],
            AdapterInterface::INSERT_IGNORE
        );
    }

    /**
     * @param Request $request
     * @param bool $locking
     * @return array<string, mixed>|null
     * @throws Refusal
     */
    private function kept(Request $request, bool $locking): ?array
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from($this->resource->getTableName(self::TABLE), ['request_hash', 'voided', 'answer'])
            ->where('key_hash = ?', self::hash($request->key));
        $row = $connection->fetchRow($select->assemble() . ($locking ? ' LOCK IN SHARE MODE' : ''));
        if (!$row) {
            return null;
        }
        if ((int) $row['voided'] === 1) {
            throw new Refusal('key_voided', ['idempotency_key' => $request->key]);
        }
        if ($row['request_hash'] !== $request->hash()) {
            throw new Refusal('key_reused', ['idempotency_key' => $request->key]);
        }
        return json_decode((string) $row['answer'], true, 16, JSON_THROW_ON_ERROR);
    }

    private static function hash(string $key): string
    {
        return hash('sha256', $key);
    }
}
