<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Search;

use Magento\Framework\Api\Filter;
use Magento\Framework\Api\SearchCriteriaInterface;
use Magento\Framework\Api\SortOrder;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Select;
use VendorBridge\AmazonVendor\Model\Refusal;

/**
 * Finds a page of rows by Magento's search criteria, by the fields that the contract allows and no other. Filters of
 * one group are joined by OR, groups by AND; a page past the end is the last one, as in Magento's collections.
 */
class Search
{
    private const MAX_PAGE_SIZE = 300;
    private const COMPARISONS = [
        'eq' => '= ?',
        'neq' => '<> ?',
        'gt' => '> ?',
        'gteq' => '>= ?',
        'lt' => '< ?',
        'lteq' => '<= ?',
        'like' => 'LIKE ?',
        'in' => 'IN (?)',
        'nin' => 'NOT IN (?)',
    ];

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * @param Select $select whose first column is the id
     * @param SearchCriteriaInterface $criteria
     * @param array<string, Field> $fields
     * @param string $sortBy field that decides where the criteria do not
     * @return Page
     * @throws Refusal
     */
    public function execute(Select $select, SearchCriteriaInterface $criteria, array $fields, string $sortBy): Page
    {
        $this->filter($select, $criteria, $fields);
        $connection = $this->resource->getConnection();
        $count = clone $select;
        $total = (int) $connection->fetchOne($count->reset(Select::COLUMNS)->columns(['total' => 'COUNT(*)']));

        foreach ($criteria->getSortOrders() ?? [] as $order) {
            $direction = strtoupper((string) ($order->getDirection() ?: SortOrder::SORT_ASC));
            $field = $this->field($fields, $order->getField(), true);
            $select->order(new \Zend_Db_Expr(
                $field->expression . ($direction === SortOrder::SORT_DESC ? ' DESC' : ' ASC')
            ));
        }
        $select->order(new \Zend_Db_Expr($fields[$sortBy]->expression . ' ASC'));

        $size = $criteria->getPageSize();
        if ($size !== null && ($size < 1 || $size > self::MAX_PAGE_SIZE)) {
            throw Refusal::invalid('searchCriteria.page_size', 'it must be between 1 and ' . self::MAX_PAGE_SIZE);
        }
        $page = $criteria->getCurrentPage() ?? 1;
        if ($page < 1) {
            throw Refusal::invalid('searchCriteria.current_page', 'it must be at least 1');
        }
        if ($size !== null) {
            $select->limitPage(min($page, max(1, (int) ceil($total / $size))), $size);
        }
        return new Page(array_map('strval', $connection->fetchCol($select)), $total);
    }

    /**
     * @param Select $select
     * @param SearchCriteriaInterface $criteria
     * @param array<string, Field> $fields
     * @return void
     * @throws Refusal
     */
    private function filter(Select $select, SearchCriteriaInterface $criteria, array $fields): void
    {
        foreach ($criteria->getFilterGroups() ?? [] as $group) {
            $conditions = array_map(
                fn (Filter $filter): string => '(' . $this->condition($filter, $fields) . ')',
                $group->getFilters() ?? []
            );
            if ($conditions !== []) {
                $select->where(implode(' OR ', $conditions));
            }
        }
    }

    /**
     * @param Filter $filter
     * @param array<string, Field> $fields
     * @return string
     * @throws Refusal
     */
    private function condition(Filter $filter, array $fields): string
    {
        $name = (string) $filter->getField();
        $field = $this->field($fields, $name, false);
        $type = $filter->getConditionType() ?: 'eq';
        if (!isset(self::COMPARISONS[$type])) {
            throw Refusal::invalid("searchCriteria.$name", "$type is no condition");
        }
        $isList = $type === 'in' || $type === 'nin';
        $values = array_map(
            static fn (string $value): string => $field->value($name, $value),
            $isList ? explode(',', (string) $filter->getValue()) : [(string) $filter->getValue()]
        );
        if ($field->condition !== null) {
            if ($type !== 'eq' && $type !== 'in') {
                throw Refusal::invalid("searchCriteria.$name", 'only eq and in work here');
            }
            return implode(' OR ', array_map($field->condition, $values));
        }
        return $this->resource->getConnection()->quoteInto(
            $field->expression . ' ' . self::COMPARISONS[$type],
            $isList ? $values : $values[0]
        );
    }

    /**
     * @param array<string, Field> $fields
     * @param string|null $name
     * @param bool $toSort
     * @return Field
     * @throws Refusal
     */
    private function field(array $fields, ?string $name, bool $toSort): Field
    {
        $field = $fields[(string) $name] ?? null;
        if ($field === null || $toSort && $field->condition !== null) {
            throw Refusal::invalid("searchCriteria.$name", 'it is no field to ' . ($toSort ? 'sort' : 'search') . ' by');
        }
        return $field;
    }
}
