<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Outbox;

use Magento\Framework\App\ResourceConnection;

/**
 * Named rows that somebody locks for as long as a transaction lasts, and numbers that only rise. A row lock ends with
 * its connection, so a killed process leaves nothing locked behind.
 */
class Marks
{
    public const POSITION = 'rest_position';
    public const READER = 'rest_reader';
    public const STOCK = 'stock_events';

    private const LANE = 'lane_';
    private const TABLE = 'amazon_vendor_mark';

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * Name of the row that a publisher locks for a lane
     *
     * @param int $lane
     * @return string
     */
    public static function ofLane(int $lane): string
    {
        return self::LANE . $lane;
    }

    /**
     * Makes the rows that are missing. To be called before the transaction that locks them.
     *
     * @param string ...$names
     * @return void
     */
    public function prepare(string ...$names): void
    {
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName(self::TABLE);
        $known = $connection->fetchCol($connection->select()->from($table, 'name')->where('name IN (?)', $names));
        $missing = array_values(array_diff($names, $known));
        if ($missing !== []) {
            $rows = array_map(static fn (string $name): array => ['name' => $name, 'value' => 0], $missing);
            $connection->insertOnDuplicate($table, $rows, ['name']);
        }
    }

    /**
     * Waits for the row and answers its number. Takes no snapshot: what is read afterwards is what is committed.
     *
     * @param string $name
     * @return int
     */
    public function lock(string $name): int
    {
        return (int) $this->resource->getConnection()->fetchOne($this->sql($name, 'value') . ' FOR UPDATE');
    }

    /**
     * Locks those of the rows that nobody else has locked. One by one: a look for several walks through a table that is
     * so small, and locks all of it.
     *
     * @param string[] $names
     * @return string[] the names that are ours now
     */
    public function tryLock(array $names): array
    {
        $connection = $this->resource->getConnection();
        return array_values(array_filter(
            $names,
            fn (string $name): bool =>
                $connection->fetchOne($this->sql($name, 'name') . ' FOR UPDATE SKIP LOCKED') !== false
        ));
    }

    /**
     * @param string $name
     * @return int
     */
    public function read(string $name): int
    {
        return (int) $this->resource->getConnection()->fetchOne($this->sql($name, 'value'));
    }

    /**
     * @param string $name locked
     * @param int $value
     * @return void
     */
    public function move(string $name, int $value): void
    {
        $this->resource->getConnection()->update(
            $this->resource->getTableName(self::TABLE),
            ['value' => $value],
            ['name = ?' => $name]
        );
    }

    private function sql(string $name, string $column): string
    {
        return $this->resource->getConnection()->select()
            ->from($this->resource->getTableName(self::TABLE), $column)
            ->where('name = ?', $name)
            ->assemble();
    }
}
