<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit;

use PHPUnit\Framework\TestCase;

/**
 * Every door asks for a right of this module, and for one that a role can be given.
 */
class AclTest extends TestCase
{
    private const MODULE = __DIR__ . '/../..';

    public function testEveryPageOfTheAdminAsksForARightOfItsOwn(): void
    {
        $pages = $this->files('Controller', 'php');
        self::assertNotSame([], $pages);
        foreach ($pages as $page) {
            $found = preg_match("/const ADMIN_RESOURCE = '([^']+)'/", (string) file_get_contents($page), $match);
            // Without it Magento lets everybody in who may see the admin at all.
            self::assertSame(1, $found, $page);
            self::assertContains($match[1], $this->rights(), $page);
        }
    }

    public function testEveryRightThatIsAskedForCanBeGiven(): void
    {
        $asked = [];
        foreach (['php', 'phtml', 'xml'] as $extension) {
            foreach ($this->files('', $extension) as $file) {
                if (str_contains($file, '/Test/') || str_ends_with($file, 'menu.xml')) {
                    continue;
                }
                preg_match_all('/VendorBridge_AmazonVendor::[a-z_]+\b(?!\.)/', (string) file_get_contents($file), $all);
                $asked += array_fill_keys(array_diff($all[0], $this->menuEntries(), $this->rights()), $file);
            }
        }
        self::assertSame([], $asked);
    }

    /**
     * @return string[]
     */
    private function rights(): array
    {
        return array_map('strval', simplexml_load_file(self::MODULE . '/etc/acl.xml')->xpath('//resource/@id') ?: []);
    }

    /**
     * @return string[]
     */
    private function menuEntries(): array
    {
        $menu = simplexml_load_file(self::MODULE . '/etc/adminhtml/menu.xml');
        return array_map('strval', $menu->xpath('//add/@id') ?: []);
    }

    /**
     * @return string[]
     */
    private function files(string $room, string $extension): array
    {
        $found = [];
        $files = new \RecursiveIteratorIterator(
            new \RecursiveDirectoryIterator(self::MODULE . "/$room", \FilesystemIterator::SKIP_DOTS)
        );
        foreach ($files as $file) {
            if ($file->getExtension() === $extension) {
                $found[] = $file->getPathname();
            }
        }
        return $found;
    }
}
