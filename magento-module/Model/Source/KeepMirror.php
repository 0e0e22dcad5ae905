<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Source;

use Magento\Framework\App\ResourceConnection;
use Magento\InventoryApi\Api\Data\SourceItemInterface;

/**
 * Takes the rows of the source `amazon_vendor` out of what somebody is about to write. A product form that was opened
 * before a hold, an export that is read back, a warehouse system that writes all sources: each brings an old figure
 * along with rows that are right, so the rest must go through.
 */
class KeepMirror
{
    /**
     * @param ResourceConnection $resource
     * @param TellInterface $tell
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly TellInterface $tell
    ) {
    }

    /**
     * What may be saved
     *
     * @param SourceItemInterface[] $sourceItems
     * @return SourceItemInterface[]
     */
    public function onSave(array $sourceItems): array
    {
        [$others, $ours] = self::part($sourceItems);
        if ($ours !== []) {
            $shown = $this->shown($ours);
            $this->tell(array_filter($ours, static function (SourceItemInterface $item) use ($shown): bool {
                // Most forms send back what they read; that is nothing to speak of.
                return (float) $item->getQuantity() !== ($shown[mb_strtolower((string) $item->getSku())] ?? 0.0);
            }));
        }
        return $others;
    }

    /**
     * What may be deleted
     *
     * @param SourceItemInterface[] $sourceItems
     * @return SourceItemInterface[]
     */
    public function onDelete(array $sourceItems): array
    {
        [$others, $ours] = self::part($sourceItems);
        if ($ours !== []) {
            $shown = $this->shown($ours);
            $this->tell(array_filter($ours, static function (SourceItemInterface $item) use ($shown): bool {
                return isset($shown[mb_strtolower((string) $item->getSku())]);
            }));
        }
        return $others;
    }

    /**
     * Whether there are rows, and all are of this source
     *
     * @param SourceItemInterface[] $sourceItems
     * @return bool
     */
    public static function isAboutNothingElse(array $sourceItems): bool
    {
        [$others, $ours] = self::part($sourceItems);
        return $ours !== [] && $others === [];
    }

    /**
     * @param SourceItemInterface[] $sourceItems
     * @return array{SourceItemInterface[], SourceItemInterface[]}
     */
    private static function part(array $sourceItems): array
    {
        $others = $ours = [];
        foreach ($sourceItems as $item) {
            if (AmazonSource::is($item->getSourceCode())) {
                $ours[] = $item;
            } else {
                $others[] = $item;
            }
        }
        return [$others, $ours];
    }

    /**
     * @param SourceItemInterface[] $ours
     * @return array<string, float> quantity by SKU in small letters
     */
    private function shown(array $ours): array
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from($this->resource->getTableName('inventory_source_item'), ['sku', 'quantity'])
            ->where('source_code = ?', AmazonSource::CODE)
            ->where('sku IN (?)', array_map(static fn ($item): string => (string) $item->getSku(), $ours));
        $shown = [];
        foreach ($connection->fetchPairs($select) as $sku => $quantity) {
            $shown[mb_strtolower((string) $sku)] = (float) $quantity;
        }
        return $shown;
    }

    /**
     * @param SourceItemInterface[] $ours
     * @return void
     */
    private function tell(array $ours): void
    {
        if ($ours !== []) {
            $this->tell->leftOut(array_map(
                static fn (SourceItemInterface $item): string => (string) $item->getSku(),
                array_values($ours)
            ));
        }
    }
}
