<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Request;

use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * The bounds of the contract's members. A value outside is refused with its place in the request.
 */
class Rules
{
    public const PURCHASE_ORDER_NUMBER = '/^[A-Z0-9][A-Z0-9._-]{0,31}$/D';
    public const LINE_ID = '/^[A-Za-z0-9._:-]{1,48}$/D';
    public const IDEMPOTENCY_KEY = '/^[\x21-\x7E]{1,100}$/D';
    public const AMOUNT = '/^(0|[1-9][0-9]{0,9})(\.[0-9]{1,4})?$/D';
    public const MAX_LINES = 1000;
    public const MAX_ID = 4_294_967_295;

    /**
     * @param string $field
     * @param string|null $value
     * @param string $pattern
     * @return string
     * @throws Refusal
     */
    public function text(string $field, ?string $value, string $pattern): string
    {
        if ($value === null) {
            throw Refusal::invalid($field, 'it is missing');
        }
        if (preg_match($pattern, $value) !== 1) {
            throw Refusal::invalid($field, 'it must match ' . $pattern);
        }
        return $value;
    }

    /**
     * @param string $field
     * @param string|null $value
     * @param int $min characters
     * @param int $max characters
     * @return string
     * @throws Refusal
     */
    public function words(string $field, ?string $value, int $min, int $max): string
    {
        if ($value === null) {
            throw Refusal::invalid($field, 'it is missing');
        }
        if (!mb_check_encoding($value, 'UTF-8') || mb_strlen($value) < $min || mb_strlen($value) > $max) {
            throw Refusal::invalid($field, "it must have $min to $max characters");
        }
        return $value;
    }

    /**
     * A whole number. Taken as a decimal: where an integer is declared, Magento cuts 1.5 to 1 without a word.
     *
     * @param string $field
     * @param float|null $value
     * @param int $min
     * @param int $max
     * @return int
     * @throws Refusal
     */
    public function integer(string $field, ?float $value, int $min, int $max = 1_000_000): int
    {
        if ($value === null) {
            throw Refusal::invalid($field, 'it is missing');
        }
        if (floor($value) !== $value) {
            throw Refusal::invalid($field, 'it must be a whole number');
        }
        if ($value < $min || $value > $max) {
            throw Refusal::invalid($field, "it must be between $min and $max");
        }
        return (int) $value;
    }

    /**
     * @param string $field
     * @param string|null $value
     * @param string[] $allowed
     * @return string
     * @throws Refusal
     */
    public function oneOf(string $field, ?string $value, array $allowed): string
    {
        if ($value === null) {
            throw Refusal::invalid($field, 'it is missing');
        }
        if (!in_array($value, $allowed, true)) {
            throw Refusal::invalid($field, 'it must be one of ' . implode(', ', $allowed));
        }
        return $value;
    }

    /**
     * @template T
     * @param string $field
     * @param T[]|null $values
     * @return array<int, T>
     * @throws Refusal
     */
    public function some(string $field, ?array $values): array
    {
        $count = count($values ?? []);
        if ($count < 1 || $count > self::MAX_LINES) {
            throw Refusal::invalid($field, 'it must have 1 to ' . self::MAX_LINES . ' items');
        }
        return array_values($values);
    }

    /**
     * Reads the lines of a request, each of which names a line id that may stand once
     *
     * @param string $field
     * @param object[]|null $lines
     * @param callable(string, object): array<string, mixed> $read is given the line's place and the line
     * @return array<int, array<string, mixed>>
     * @throws Refusal
     */
    public function lines(string $field, ?array $lines, callable $read): array
    {
        $answer = $seen = [];
        foreach ($this->some($field, $lines) as $index => $line) {
            $one = $read("{$field}[$index]", $line);
            // MSI's clean-up pairs rows by this id without regard to case.
            $key = strtolower($one['line_id']);
            if (isset($seen[$key])) {
                throw Refusal::invalid($field, "line {$one['line_id']} stands twice");
            }
            $seen[$key] = true;
            $answer[] = $one;
        }
        return $answer;
    }
}
