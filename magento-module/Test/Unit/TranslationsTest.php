<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Test\Unit;

use PHPUnit\Framework\TestCase;

/**
 * Every text that people see stands in every dictionary, and no dictionary loses a placeholder.
 */
class TranslationsTest extends TestCase
{
    private const LANGUAGES = ['en_US', 'en_GB', 'de_DE'];

    /**
     * @dataProvider languages
     */
    public function testEveryTextIsInTheDictionary(string $language): void
    {
        $missing = array_diff(self::texts(), array_keys(self::dictionary($language)));
        self::assertSame([], array_values($missing), "missing in i18n/$language.csv");
    }

    /**
     * @dataProvider languages
     */
    public function testNoTranslationLosesAPlaceholder(string $language): void
    {
        foreach (self::dictionary($language) as $text => $translation) {
            self::assertNotSame('', $translation, (string) $text);
            self::assertEqualsCanonicalizing(
                self::placeholders((string) $text),
                self::placeholders($translation),
                "$language: $text"
            );
        }
    }

    public function languages(): array
    {
        return array_map(static fn (string $language): array => [$language], self::LANGUAGES);
    }

    /**
     * @return string[]
     */
    public static function texts(): array
    {
        $texts = [];
        $files = new \RecursiveIteratorIterator(
            new \RecursiveDirectoryIterator(dirname(__DIR__, 2), \FilesystemIterator::SKIP_DOTS)
        );
        foreach ($files as $file) {
            if (str_contains($file->getPathname(), '/Test/')) {
                continue;
            }
            $content = (string) file_get_contents($file->getPathname());
            array_push($texts, ...match ($file->getExtension()) {
                'php', 'phtml' => self::inPhp($content),
                'js', 'html' => self::inScript($content),
                'xml' => self::inXml($content),
                default => [],
            });
        }
        $texts = array_unique($texts);
        sort($texts);
        return $texts;
    }

    /**
     * Arguments of __(), joined where they are written in parts
     */
    private static function inPhp(string $content): array
    {
        $texts = [];
        $tokens = array_values(array_filter(
            token_get_all($content),
            static fn ($token): bool => !is_array($token)
                || !in_array($token[0], [T_WHITESPACE, T_COMMENT, T_DOC_COMMENT], true)
        ));
        foreach ($tokens as $at => $token) {
            if (!is_array($token) || $token[0] !== T_STRING || $token[1] !== '__' || ($tokens[$at + 1] ?? null) !== '(') {
                continue;
            }
            $text = '';
            for ($next = $at + 2;; $next++) {
                $part = $tokens[$next];
                if (is_array($part) && $part[0] === T_CONSTANT_ENCAPSED_STRING) {
                    $text .= stripslashes(substr($part[1], 1, -1));
                } elseif ($part !== '.') {
                    break;
                }
            }
            if ($text !== '') {
                $texts[] = $text;
            }
        }
        return $texts;
    }

    /**
     * Of $t('…'), $.mage.__('…') and i18n: '…'
     */
    private static function inScript(string $content): array
    {
        preg_match_all('/(?:\$t\(|mage\.__\(|i18n:\s*)\'((?:[^\'\\\\]|\\\\.)*)\'/', $content, $found);
        return array_map('stripslashes', $found[1]);
    }

    /**
     * Attributes and elements that say they are to be translated
     */
    private static function inXml(string $content): array
    {
        $texts = [];
        $document = simplexml_load_string($content);
        foreach ($document->xpath('//*[@translate]') as $element) {
            $translate = (string) $element['translate'];
            if ($translate === 'true') {
                $texts[] = trim((string) $element);
                continue;
            }
            foreach (preg_split('/[\s,]+/', $translate) as $name) {
                $texts[] = trim((string) ($element[$name] ?? $element->{$name}));
            }
        }
        return array_filter($texts, static fn (string $text): bool => $text !== '');
    }

    /**
     * @return array<string, string>
     */
    private static function dictionary(string $language): array
    {
        $rows = [];
        $file = fopen(dirname(__DIR__, 2) . "/i18n/$language.csv", 'rb');
        while (($row = fgetcsv($file, escape: '')) !== false) {
            $rows[$row[0]] = (string) ($row[1] ?? '');
        }
        fclose($file);
        return $rows;
    }

    private static function placeholders(string $text): array
    {
        preg_match_all('/%[a-z_0-9]+/', $text, $found);
        return array_values(array_unique($found[0]));
    }
}
