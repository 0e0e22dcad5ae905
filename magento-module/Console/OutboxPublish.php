<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Console;

use Magento\Framework\Console\Cli;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;
use VendorBridge\AmazonVendor\Model\Kafka\KafkaUnavailable;
use VendorBridge\AmazonVendor\Model\Kafka\SettingsInterface;
use VendorBridge\AmazonVendor\Model\Publisher\Heartbeat;
use VendorBridge\AmazonVendor\Model\Publisher\PublishOutbox;
use VendorBridge\AmazonVendor\Model\SelfTest\ProbeTopics;
use VendorBridge\AmazonVendor\Model\StockEvents\TellStock;

/**
 * Publishes once, or until it is told to stop. As a daemon it ends by itself after an hour, so that it meets a changed
 * configuration and a new release; whatever keeps it running (systemd, supervisor) starts it again.
 */
class OutboxPublish extends Command
{
    private const LIFETIME_SECONDS = 3600;
    private const PAUSE_MS = 200;
    /** After a failure, doubled each time. */
    private const FIRST_RETRY_MS = 1000;
    private const LAST_RETRY_MS = 30_000;

    private bool $isAskedToStop = false;

    /**
     * @param TellStock $tellStock
     * @param PublishOutbox $publishOutbox
     * @param SettingsInterface $settings
     * @param Heartbeat $heartbeat
     * @param ProbeTopics $probeTopics
     */
    public function __construct(
        private readonly TellStock $tellStock,
        private readonly PublishOutbox $publishOutbox,
        private readonly SettingsInterface $settings,
        private readonly Heartbeat $heartbeat,
        private readonly ProbeTopics $probeTopics
    ) {
        parent::__construct();
    }

    /**
     * @inheritdoc
     */
    protected function configure()
    {
        $this->setName('amazon-vendor:outbox:publish')
            ->setDescription('Brings stock changes into the outbox and the outbox into Kafka')
            ->addOption('daemon', null, InputOption::VALUE_NONE, 'Go on until stopped')
            ->addOption(
                'lifetime',
                null,
                InputOption::VALUE_REQUIRED,
                'As a daemon: end after so many seconds',
                (string) self::LIFETIME_SECONDS
            )
            ->addOption(
                'pause',
                null,
                InputOption::VALUE_REQUIRED,
                'As a daemon: milliseconds to wait when there is nothing to do',
                (string) self::PAUSE_MS
            );
    }

    /**
     * @inheritdoc
     */
    protected function execute(InputInterface $input, OutputInterface $output)
    {
        $errors = $output instanceof ConsoleOutputInterface ? $output->getErrorOutput() : $output;
        if (!$this->settings->isEnabled()) {
            $errors->writeln((string) __(
                'Publishing to Kafka is switched off (Stores > Configuration > Amazon Vendor > Kafka).'
                . ' The bridge reads the outbox over REST.'
            ));
            return Cli::RETURN_FAILURE;
        }
        $this->listenToSignals();
        try {
            return $input->getOption('daemon')
                ? $this->daemon((int) $input->getOption('lifetime'), (int) $input->getOption('pause'), $errors)
                : $this->once($output, $errors);
        } finally {
            $this->publishOutbox->close();
        }
    }

    private function once(OutputInterface $output, OutputInterface $errors): int
    {
        try {
            $told = $this->tellStock->execute();
            $published = $this->publishOutbox->execute($this->mayGoOn(...));
            $this->heartbeat->beat();
            $this->probeTopics->nowAndThen();
        } catch (KafkaUnavailable $failure) {
            $this->heartbeat->beat($failure->getMessage());
            $errors->writeln((string) __('Kafka did not take the outbox: %1', $failure->getMessage()));
            return Cli::RETURN_FAILURE;
        }
        $output->writeln((string) __('%1 stock changes found, %2 events published.', $told, $published));
        return Cli::RETURN_SUCCESS;
    }

    private function daemon(int $lifetimeSeconds, int $pauseMs, OutputInterface $errors): int
    {
        $until = time() + $lifetimeSeconds;
        $retryMs = self::FIRST_RETRY_MS;
        while ($this->mayGoOn() && time() < $until) {
            try {
                $found = $this->tellStock->execute();
                $found += $this->publishOutbox->execute($this->mayGoOn(...));
                $this->heartbeat->beat();
                $this->probeTopics->nowAndThen();
                $retryMs = self::FIRST_RETRY_MS;
                if ($found === 0) {
                    $this->pause($pauseMs);
                }
            } catch (KafkaUnavailable $failure) {
                $this->heartbeat->beat($failure->getMessage());
                $errors->writeln(gmdate('Y-m-d\TH:i:s\Z ') . $failure->getMessage());
                $this->pause($retryMs);
                $retryMs = min(self::LAST_RETRY_MS, $retryMs * 2);
            }
        }
        return Cli::RETURN_SUCCESS;
    }

    private function pause(int $ms): void
    {
        $until = hrtime(true) + $ms * 1_000_000;
        while ($this->mayGoOn() && hrtime(true) < $until) {
            usleep(min(100_000, $ms * 1000));
        }
    }

    private function mayGoOn(): bool
    {
        return !$this->isAskedToStop;
    }

    private function listenToSignals(): void
    {
        if (!function_exists('pcntl_async_signals')) {
            return;
        }
        pcntl_async_signals(true);
        foreach ([SIGTERM, SIGINT] as $signal) {
            pcntl_signal($signal, function (): void {
                $this->isAskedToStop = true;
            });
        }
    }
}
