<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Console;

use Magento\Framework\App\Area;
use Magento\Framework\App\State;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Helper\Table;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\OutputInterface;
use VendorBridge\AmazonVendor\Model\Reconcile\Difference;
use VendorBridge\AmazonVendor\Model\Reconcile\FindDifferences;
use VendorBridge\AmazonVendor\Model\Reconcile\Repair;

/**
 * Finds, and repairs where told to, what ledger, reservations and mirror do not agree on. Ends with 1 where something
 * is left, so that a monitor can run it.
 */
class ReconcileReservations extends Command
{
    /**
     * @param FindDifferences $findDifferences
     * @param Repair $repair
     * @param State $state
     */
    public function __construct(
        private readonly FindDifferences $findDifferences,
        private readonly Repair $repair,
        private readonly State $state
    ) {
        parent::__construct();
    }

    /**
     * @inheritdoc
     */
    protected function configure()
    {
        $this->setName('amazon-vendor:reservations:reconcile');
        $this->setDescription('Compares what is held for Amazon in ledger, MSI reservations and source, and repairs it.');
        $this->addOption('repair', null, InputOption::VALUE_NONE, 'Make everything say what the ledger says');
        $this->addOption('json', null, InputOption::VALUE_NONE, 'Print one JSON value per difference');
    }

    /**
     * @inheritdoc
     */
    protected function execute(InputInterface $input, OutputInterface $output)
    {
        return $this->state->emulateAreaCode(Area::AREA_CRONTAB, function () use ($input, $output): int {
            $found = $this->findDifferences->execute();
            $this->show($found, $input, $output);
            if ($found === []) {
                return Command::SUCCESS;
            }
            if (!$input->getOption('repair')) {
                return Command::FAILURE;
            }
            $repaired = count($this->repair->execute($found));
            $left = count($this->findDifferences->execute());
            if (!$input->getOption('json')) {
                $output->writeln("$repaired repaired, $left left.");
            }
            return $left === 0 ? Command::SUCCESS : Command::FAILURE;
        });
    }

    /**
     * @param Difference[] $differences
     * @param InputInterface $input
     * @param OutputInterface $output
     * @return void
     */
    private function show(array $differences, InputInterface $input, OutputInterface $output): void
    {
        if ($input->getOption('json')) {
            foreach ($differences as $difference) {
                $output->writeln(json_encode($difference, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES));
            }
            return;
        }
        if ($differences === []) {
            $output->writeln('Ledger, reservations and source agree.');
            return;
        }
        $table = new Table($output);
        $table->setHeaders(['What', 'Of', 'SKU', 'Stock', 'Ledger says', 'Found']);
        foreach ($differences as $one) {
            $table->addRow([$one->kind, $one->subject, $one->sku, $one->stockId ?: '', $one->expected, $one->found]);
        }
        $table->render();
    }
}
