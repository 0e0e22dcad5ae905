<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Console;

use Magento\Framework\Console\Cli;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\OutputInterface;
use VendorBridge\AmazonVendor\Model\StockEvents\TellAllStock;
use VendorBridge\AmazonVendor\Model\StockEvents\TellStock;

/**
 * Fills the outbox without publishing it.
 */
class OutboxTell extends Command
{
    /**
     * @param TellStock $tellStock
     * @param TellAllStock $tellAllStock
     */
    public function __construct(
        private readonly TellStock $tellStock,
        private readonly TellAllStock $tellAllStock
    ) {
        parent::__construct();
    }

    /**
     * @inheritdoc
     */
    protected function configure()
    {
        $this->setName('amazon-vendor:outbox:tell-stock')
            ->setDescription('Puts stock changes into the outbox')
            ->addOption('all', null, InputOption::VALUE_NONE, 'Compare the whole stock with what was told last')
            ->addOption(
                'sku',
                null,
                InputOption::VALUE_REQUIRED | InputOption::VALUE_IS_ARRAY,
                'Tell this SKU, changed or not'
            );
    }

    /**
     * @inheritdoc
     */
    protected function execute(InputInterface $input, OutputInterface $output)
    {
        $skus = $input->getOption('sku');
        if ($skus !== []) {
            $output->writeln((string) __('%1 events.', $this->tellAllStock->again($skus)));
            return Cli::RETURN_SUCCESS;
        }
        $output->writeln((string) __('%1 stock changes found.', $this->tellStock->execute()));
        if ($input->getOption('all')) {
            ['compared' => $compared, 'told' => $told] = $this->tellAllStock->execute();
            $output->writeln((string) __('%1 SKUs compared, %2 differed.', $compared, $told));
        }
        return Cli::RETURN_SUCCESS;
    }
}
