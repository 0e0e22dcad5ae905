<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit;

use PHPUnit\Framework\TestCase;

/**
 * What the code names of Magento is asked for, and nothing else: composer.json brings the module in, the sequence in
 * etc/module.xml makes its settings ours to build on.
 */
class DependenciesTest extends TestCase
{
    /** Used without being named. */
    private const ALSO_USED = [
        // Gives a shipment its source_code.
        'InventoryShipping',
    ];

    public function testComposerAsksForEachModuleThatTheCodeUses(): void
    {
        $required = array_filter(
            array_keys(self::composer()['require']),
            static fn (string $name): bool => str_starts_with($name, 'magento/module-')
        );
        self::assertEqualsCanonicalizing(array_map(self::package(...), self::used()), array_values($required));
    }

    public function testEachModuleThatTheCodeUsesComesBeforeIt(): void
    {
        $named = [];
        foreach (simplexml_load_file(self::folder() . '/etc/module.xml')->module->sequence->module as $module) {
            $named[] = substr((string) $module['name'], strlen('Magento_'));
        }
        self::assertEqualsCanonicalizing(self::used(), $named);
    }

    /**
     * Console and log come with magento/framework; RdKafka is only used where it is there
     */
    public function testNoOtherLibraryIsUsed(): void
    {
        $names = [];
        foreach (self::texts('php') as $text) {
            preg_match_all('/^use (\w+)\\\\/m', $text, $found);
            array_push($names, ...$found[1]);
        }
        $known = ['Magento', 'VendorBridge', 'Psr', 'Symfony', 'FFI', 'RdKafka'];
        self::assertSame([], array_values(array_diff(array_unique($names), $known)));
        self::assertArrayHasKey('magento/framework', self::composer()['require']);
        self::assertArrayHasKey('ext-rdkafka', self::composer()['suggest']);
    }

    /**
     * @return string[] names without "Magento_"
     */
    private static function used(): array
    {
        $names = self::ALSO_USED;
        foreach (self::texts('php', 'phtml', 'xml', 'html', 'js') as $text) {
            preg_match_all('/\bMagento(?:\\\\|_)(\w+)/', $text, $found);
            array_push($names, ...$found[1]);
        }
        $modules = array_diff(array_unique($names), ['Framework']);
        sort($modules);

        return $modules;
    }

    /**
     * @param string ...$extensions
     * @return iterable<string> texts of our files, save tests and the sequence itself
     */
    private static function texts(string ...$extensions): iterable
    {
        $files = new \RecursiveIteratorIterator(
            new \RecursiveDirectoryIterator(self::folder(), \FilesystemIterator::SKIP_DOTS)
        );
        foreach ($files as $file) {
            $path = substr($file->getPathname(), strlen(self::folder()));
            $isOurs = !str_starts_with($path, '/Test/') && $path !== '/etc/module.xml';
            if ($isOurs && in_array($file->getExtension(), $extensions, true)) {
                yield (string) file_get_contents($file->getPathname());
            }
        }
    }

    private static function package(string $module): string
    {
        return 'magento/module-' . strtolower((string) preg_replace('/(?<!^)[A-Z]/', '-$0', $module));
    }

    private static function composer(): array
    {
        return json_decode((string) file_get_contents(self::folder() . '/composer.json'), true, 16, JSON_THROW_ON_ERROR);
    }

    private static function folder(): string
    {
        return dirname(__DIR__, 2);
    }
}
