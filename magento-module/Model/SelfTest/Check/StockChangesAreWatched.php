<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\SelfTest\Check;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Mview\ConfigInterface;
use Magento\Framework\Mview\View\StateInterface;
use Magento\Framework\Mview\ViewInterfaceFactory;
use VendorBridge\AmazonVendor\Model\Status\CheckInterface;
use VendorBridge\AmazonVendor\Model\Status\Finding;

/**
 * Stock changes are caught by triggers of Magento's Mview. A restored dump, or an index set to "Update on Save", loses
 * them without a word.
 */
class StockChangesAreWatched implements CheckInterface
{
    private const WATCHED = ['inventory_source_item', 'inventory_reservation'];

    /**
     * @param ConfigInterface $mviewConfig
     * @param ViewInterfaceFactory $viewFactory
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ConfigInterface $mviewConfig,
        private readonly ViewInterfaceFactory $viewFactory,
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): Finding
    {
        $unwatched = array_combine(self::WATCHED, self::WATCHED);
        foreach ($this->ourViews() as $id => $tables) {
            $view = $this->viewFactory->create()->load($id);
            if ($view->getState()->getMode() !== StateInterface::MODE_ENABLED) {
                continue;
            }
            $changelog = $this->resource->getTableName($view->getChangelog()->getName());
            foreach (array_intersect(self::WATCHED, $tables) as $table) {
                if ($this->writes($table, $changelog)) {
                    unset($unwatched[$table]);
                }
            }
        }
        return $unwatched === []
            ? Finding::ok(__('Every change of stock is noted.'))
            : Finding::wrong(__(
                'Changes of %1 are not noted: run setup:upgrade and set the index to "Update by Schedule".',
                implode(', ', $unwatched)
            ));
    }

    /**
     * @return array<string, string[]> subscribed tables by view
     */
    private function ourViews(): array
    {
        $views = [];
        foreach ($this->mviewConfig->getViews() as $id => $definition) {
            if (str_starts_with((string) $id, 'amazon_vendor')) {
                $views[(string) $id] = array_keys($definition['subscriptions'] ?? []);
            }
        }
        return $views;
    }

    /**
     * Whether inserts, updates and deletes of the table go to the changelog
     */
    private function writes(string $table, string $changelog): bool
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from('information_schema.TRIGGERS', ['COUNT(DISTINCT EVENT_MANIPULATION)'])
            ->where('TRIGGER_SCHEMA = DATABASE()')
            ->where('EVENT_OBJECT_TABLE = ?', $this->resource->getTableName($table))
            ->where('ACTION_STATEMENT LIKE ?', '%`' . $changelog . '`%');

        return (int) $connection->fetchOne($select) === 3;
    }
}
