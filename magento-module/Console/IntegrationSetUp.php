<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Console;

use Magento\Framework\Console\Cli;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Filesystem\Driver\File;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\OutputInterface;
use VendorBridge\AmazonVendor\Model\Integration\Credentials;
use VendorBridge\AmazonVendor\Model\Integration\SetUp;

/**
 * Run once; run again after an upgrade it grants new rights and leaves the token as it is.
 */
class IntegrationSetUp extends Command
{
    public const NAME = 'Amazon Vendor Bridge';
    private const FOR_OWNER_ONLY = 0600;

    /**
     * @param SetUp $setUp
     * @param File $file
     */
    public function __construct(
        private readonly SetUp $setUp,
        private readonly File $file
    ) {
        parent::__construct();
    }

    /**
     * @inheritdoc
     */
    protected function configure()
    {
        $this->setName('amazon-vendor:integration:setup')
            ->setDescription('Makes the integration that the bridge calls by, with the rights that it needs')
            ->addOption('name', null, InputOption::VALUE_REQUIRED, 'Name of the integration', self::NAME)
            ->addOption(
                'store',
                null,
                InputOption::VALUE_REQUIRED,
                'Write the credentials into this file, readable by its owner only, instead of printing them'
            )
            ->addOption('show', null, InputOption::VALUE_NONE, 'Print the credentials of one that is there already')
            ->addOption('rotate', null, InputOption::VALUE_NONE, 'Give out a new token; the old one ends at once')
            ->addOption('json', null, InputOption::VALUE_NONE, 'As JSON, else as an environment file');
    }

    /**
     * @inheritdoc
     */
    protected function execute(InputInterface $input, OutputInterface $output)
    {
        $name = trim((string) $input->getOption('name'));
        $path = $input->getOption('store');
        try {
            $isNew = $this->setUp->ensure($name);
            if ($input->getOption('rotate') && !$isNew) {
                $this->setUp->rotate($name);
            }
            $isAsked = $isNew || $input->getOption('show') || $input->getOption('rotate') || $path !== null;
            if (!$isAsked) {
                $output->writeln((string) __(
                    'Integration "%1" is there and has its rights. Its credentials: --show, --store=FILE, or --rotate.',
                    $name
                ));
                return Cli::RETURN_SUCCESS;
            }
            $text = self::text($this->setUp->credentialsOf($name), (bool) $input->getOption('json'));
            if ($path === null) {
                $output->write($text, false, OutputInterface::OUTPUT_RAW);
                return Cli::RETURN_SUCCESS;
            }
            $this->keep((string) $path, $text);
            $output->writeln((string) __('Credentials of integration "%1" are in %2.', $name, $path));
            return Cli::RETURN_SUCCESS;
        } catch (LocalizedException $failure) {
            $output->writeln($failure->getMessage());
            return Cli::RETURN_FAILURE;
        }
    }

    private static function text(Credentials $credentials, bool $asJson): string
    {
        return $asJson
            ? json_encode($credentials->toEnvironment(), JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES) . "\n"
            : $credentials->toText();
    }

    /**
     * Never readable by others, not even for a moment: made empty and closed before the secret is in it
     */
    private function keep(string $path, string $text): void
    {
        $this->file->filePutContents($path, '');
        $this->file->changePermissions($path, self::FOR_OWNER_ONLY);
        $this->file->filePutContents($path, $text);
    }
}
