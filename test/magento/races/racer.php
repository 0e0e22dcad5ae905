<?php

/**
 * One shopper or one purchase order after another, inside a Magento that stays up. Reads one act per line from stdin,
 * does it at the instant it names, answers one line. Called as: php racer.php MAGENTO_ROOT
 *
 * A checkout is what OrderManagementInterface::place calls before it saves the order: check and reservation. The rest of
 * a checkout takes half a second of two cores and decides nothing.
 */

declare(strict_types=1);

use Magento\Framework\App\Bootstrap;
use Magento\Framework\App\State;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\ObjectManager\ConfigLoaderInterface;
use Magento\InventorySales\Model\AppendReservations;
use Magento\InventorySalesApi\Api\Data\ItemToSellInterfaceFactory;
use Magento\Sales\Api\Data\OrderInterfaceFactory;
use VendorBridge\AmazonVendor\Api\Data\HoldRequestInterfaceFactory;
use VendorBridge\AmazonVendor\Api\Data\HoldRequestLineInterfaceFactory;
use VendorBridge\AmazonVendor\Api\HoldStockInterface;

require $argv[1] . '/app/bootstrap.php';
$objectManager = Bootstrap::create(BP, $_SERVER)->getObjectManager();
$objectManager->get(State::class)->setAreaCode('webapi_rest');
$objectManager->configure($objectManager->get(ConfigLoaderInterface::class)->load('webapi_rest'));

$appendReservations = $objectManager->get(AppendReservations::class);
$holdStock = $objectManager->get(HoldStockInterface::class);

$checkout = static function (array $act) use ($objectManager, $appendReservations): array {
    $order = $objectManager->get(OrderInterfaceFactory::class)->create()->setIncrementId($act['id']);
    $items = [];
    foreach ($act['lines'] as [$sku, $quantity]) {
        $items[] = $objectManager->get(ItemToSellInterfaceFactory::class)->create(
            ['sku' => $sku, 'qty' => -(float) $quantity]
        );
    }
    try {
        $appendReservations->reserve(1, array_column($act['lines'], 1, 0), $order, $items);
    } catch (LocalizedException $refused) {
        return ['promised' => [], 'refused' => $refused->getMessage()];
    }
    return ['promised' => $act['lines']];
};

$hold = static function (array $act) use ($objectManager, $holdStock): array {
    $lines = [];
    foreach ($act['lines'] as $index => [$sku, $quantity]) {
        $line = $objectManager->get(HoldRequestLineInterfaceFactory::class)->create();
        $line->setLineId($act['id'] . '-' . $index);
        $line->setLineNumber((string) $index);
        $line->setSku($sku);
        $line->setRequested((float) $quantity);
        $line->setCasePack(1.0);
        $lines[] = $line;
    }
    $request = $objectManager->get(HoldRequestInterfaceFactory::class)->create();
    $request->setIdempotencyKey($act['id']);
    $request->setPurchaseOrderNumber($act['id']);
    $request->setMode($act['mode']);
    $request->setLines($lines);
    $promised = [];
    foreach ($holdStock->execute($request)->getLines() as $line) {
        if ($line->getGranted() > 0) {
            $promised[] = [$line->getSku(), $line->getGranted()];
        }
    }
    return ['promised' => $promised];
};

echo json_encode(['ready' => true]), "\n";
while (($text = fgets(STDIN)) !== false) {
    $act = json_decode($text, true, 8, JSON_THROW_ON_ERROR);
    $wait = $act['at'] - microtime(true);
    if ($wait > 0) {
        usleep((int) ($wait * 1e6));
    }
    try {
        $answer = $act['kind'] === 'checkout' ? $checkout($act) : $hold($act);
    } catch (Throwable $failure) {
        $answer = ['promised' => [], 'failed' => get_class($failure) . ': ' . $failure->getMessage()];
    }
    echo json_encode($answer, JSON_THROW_ON_ERROR), "\n";
}
