<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui;

use Magento\Framework\App\RequestInterface;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\View\Element\UiComponent\DataProvider\SearchResult;
use Magento\Ui\Component\MassAction\Filter;

/**
 * Which rows of a grid are selected, also where that is "all but these" on many pages.
 */
class Selection
{
    /**
     * @param RequestInterface $request
     * @param Filter $filter
     */
    public function __construct(
        private readonly RequestInterface $request,
        private readonly Filter $filter
    ) {
    }

    /**
     * @return int[]
     * @throws LocalizedException where nothing is selected
     */
    public function ids(): array
    {
        $selected = $this->request->getParam(Filter::SELECTED_PARAM);
        $excluded = $this->request->getParam(Filter::EXCLUDED_PARAM);
        // Magento's filter would take a request that names neither for all rows. "false" is the grid's word for all.
        if ($excluded !== 'false' && !self::isSome($selected) && !self::isSome($excluded)) {
            throw new LocalizedException(__('Select something first.'));
        }
        $this->filter->applySelectionOnTargetProvider();
        if ($excluded === 'false') {
            $this->filter->prepareComponent($this->filter->getComponent());
        }
        $result = $this->filter->getComponent()->getContext()->getDataProvider()->getSearchResult();
        if (!$result instanceof SearchResult) {
            throw new \LogicException('Only grids on tables of this module have their selection read here.');
        }
        return array_map('intval', $result->getAllIds());
    }

    private static function isSome(mixed $ids): bool
    {
        return is_array($ids) && $ids !== [];
    }
}
