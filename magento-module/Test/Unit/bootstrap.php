<?php
declare(strict_types=1);

/*
 * Finds the classes of this module and nothing else: what these tests try has no need of Magento.
 */
spl_autoload_register(static function (string $class): void {
    $prefix = 'VendorBridge\\AmazonVendor\\';
    if (!str_starts_with($class, $prefix)) {
        return;
    }
    $file = dirname(__DIR__, 2) . '/' . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
    if (is_file($file)) {
        require $file;
    }
});
