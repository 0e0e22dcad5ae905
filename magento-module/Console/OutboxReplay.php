<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Console;

use Magento\Framework\Console\Cli;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\OutputInterface;
use VendorBridge\AmazonVendor\Model\Instant;
use VendorBridge\AmazonVendor\Model\Outbox\Replay;

/**
 * For a reader that lost what it was told.
 */
class OutboxReplay extends Command
{
    /**
     * @param Replay $replay
     */
    public function __construct(
        private readonly Replay $replay
    ) {
        parent::__construct();
    }

    /**
     * @inheritdoc
     */
    protected function configure()
    {
        $this->setName('amazon-vendor:outbox:replay')
            ->setDescription('Tells kept events once more; readers drop those that they know')
            ->addOption('topic', null, InputOption::VALUE_REQUIRED, 'Only of this topic')
            ->addOption('key', null, InputOption::VALUE_REQUIRED, 'Only of this SKU or purchase order')
            ->addOption('since', null, InputOption::VALUE_REQUIRED, 'Only from this instant on, 2026-08-03T23:00:00Z')
            ->addOption(
                'id',
                null,
                InputOption::VALUE_REQUIRED | InputOption::VALUE_IS_ARRAY,
                'These rows, as the outbox grid numbers them'
            );
    }

    /**
     * @inheritdoc
     */
    protected function execute(InputInterface $input, OutputInterface $output)
    {
        $ids = array_map('intval', $input->getOption('id'));
        $since = $input->getOption('since');
        if ($since !== null && Instant::toDatabase($since) === null) {
            $output->writeln((string) __('"%1" is no instant: write 2026-08-03T23:00:00Z.', $since));
            return 2;
        }
        if ($ids === [] && $since === null && !$input->getOption('key') && !$input->getOption('topic')) {
            $output->writeln((string) __('Say which: --id, --key, --topic or --since.'));
            return 2;
        }
        $ids = $ids ?: $this->replay->find(
            $input->getOption('topic'),
            $input->getOption('key'),
            $since === null ? null : Instant::toDatabase($since)
        );
        $output->writeln((string) __('%1 events are told again.', $this->replay->execute($ids)));
        return Cli::RETURN_SUCCESS;
    }
}
