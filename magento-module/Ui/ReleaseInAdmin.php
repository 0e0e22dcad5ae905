<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Ui;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DataObject\IdentityGeneratorInterface;
use Magento\Framework\Exception\LocalizedException;
use VendorBridge\AmazonVendor\Api\Data\ReleaseAnswerInterface;
use VendorBridge\AmazonVendor\Api\Data\ReleaseRequestInterfaceFactory;
use VendorBridge\AmazonVendor\Api\Data\ReleaseRequestLineInterfaceFactory;
use VendorBridge\AmazonVendor\Api\ReleaseReservationInterface;
use VendorBridge\AmazonVendor\Model\Ledger\Ledger;
use VendorBridge\AmazonVendor\Model\Refusal;
use VendorBridge\AmazonVendor\Ui\Options\ReleaseReason;

/**
 * What people release goes the way of the REST call, with its checks, its history and its key against a second click.
 */
class ReleaseInAdmin
{
    /**
     * @param ReleaseReservationInterface $release
     * @param ReleaseRequestInterfaceFactory $requestFactory
     * @param ReleaseRequestLineInterfaceFactory $lineFactory
     * @param Ledger $ledger
     * @param ResourceConnection $resource
     * @param IdentityGeneratorInterface $identityGenerator
     */
    public function __construct(
        private readonly ReleaseReservationInterface $release,
        private readonly ReleaseRequestInterfaceFactory $requestFactory,
        private readonly ReleaseRequestLineInterfaceFactory $lineFactory,
        private readonly Ledger $ledger,
        private readonly ResourceConnection $resource,
        private readonly IdentityGeneratorInterface $identityGenerator
    ) {
    }

    /**
     * Gives back as the form of a purchase order says
     *
     * @param int $id row id of the purchase order
     * @param array<int|string, mixed> $quantities eaches as typed, by row id of the line
     * @param string $reason one word of the contract
     * @param string $note
     * @param string $key of the form: sent twice, it counts once
     * @return int eaches that went back
     * @throws LocalizedException
     */
    public function some(int $id, array $quantities, string $reason, string $note, string $key): int
    {
        $purchaseOrder = $this->ledger->findByIds([$id])[0]
            ?? throw new LocalizedException(__('This purchase order is not known.'));
        $lines = [];
        foreach ($purchaseOrder->getLines() as $line) {
            $typed = trim((string) ($quantities[$line->getId()] ?? ''));
            if ($typed === '' || $typed === '0') {
                continue;
            }
            if (preg_match('/^[1-9]\d{0,8}$/D', $typed) !== 1) {
                throw new LocalizedException(__('"%1" is no number of eaches.', $typed));
            }
            $lines[$line->getLineId()] = (int) $typed;
        }
        if ($lines === []) {
            throw new LocalizedException(__('Say how many eaches of which line go back.'));
        }
        return $this->execute($purchaseOrder->getNumber(), $lines, $reason, $note === '' ? null : $note, $key);
    }

    /**
     * Gives back all that is open on these lines
     *
     * @param int[] $lineRowIds
     * @return array{int, array<int|string, string>} eaches that went back, and why not, by purchase order number
     */
    public function allOf(array $lineRowIds): array
    {
        $eaches = 0;
        $refused = [];
        foreach ($this->openLineIds($lineRowIds) as $number => $lineIds) {
            try {
                $eaches += $this->execute(
                    (string) $number,
                    array_fill_keys($lineIds, null),
                    ReleaseReason::CORRECTED,
                    null,
                    'admin:' . $this->identityGenerator->generateId()
                );
            } catch (Refusal $refusal) {
                $refused[$number] = $refusal->inWords();
            } catch (LocalizedException $wrong) {
                $refused[$number] = $wrong->getMessage();
            }
        }
        return [$eaches, $refused];
    }

    /**
     * @param string $number
     * @param array<int|string, int|null> $quantities eaches by line id, null for all that is open
     * @param string $reason
     * @param string|null $note
     * @param string $key
     * @return int
     */
    private function execute(string $number, array $quantities, string $reason, ?string $note, string $key): int
    {
        $lines = [];
        foreach ($quantities as $lineId => $eaches) {
            $line = $this->lineFactory->create();
            $line->setLineId((string) $lineId);
            $line->setQuantity($eaches === null ? null : (float) $eaches);
            $lines[] = $line;
        }
        $request = $this->requestFactory->create();
        $request->setIdempotencyKey($key);
        $request->setReason($reason);
        $request->setNote($note);
        $request->setLines($lines);

        return self::released($this->release->execute($number, $request));
    }

    private static function released(ReleaseAnswerInterface $answer): int
    {
        return array_sum(array_map(static fn ($line): int => $line->getReleased(), $answer->getLines()));
    }

    /**
     * @param int[] $lineRowIds
     * @return array<int|string, string[]> by purchase order number
     */
    private function openLineIds(array $lineRowIds): array
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from(['line' => $this->resource->getTableName('amazon_vendor_po_line')], 'line_id')
            ->join(
                ['po' => $this->resource->getTableName('amazon_vendor_po')],
                'po.po_id = line.po_id',
                'purchase_order_number'
            )
            ->where('line.po_line_id IN (?)', $lineRowIds, \Zend_Db::INT_TYPE)
            ->where('line.open_quantity > 0')
            ->order('line.po_line_id');
        $found = [];
        foreach ($connection->fetchAll($select) as $row) {
            $found[$row['purchase_order_number']][] = (string) $row['line_id'];
        }
        return $found;
    }
}
