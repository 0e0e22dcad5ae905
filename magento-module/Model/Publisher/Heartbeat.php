<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Publisher;

use Magento\Framework\FlagManager;

/**
 * When a publisher last ran, and what it complained of: the admin's notice and the self-test look here.
 */
class Heartbeat
{
    private const FLAG = 'amazon_vendor_publisher';
    private const EVERY_SECONDS = 10;

    private int $last = 0;

    /**
     * @param FlagManager $flagManager
     */
    public function __construct(
        private readonly FlagManager $flagManager
    ) {
    }

    /**
     * @param string|null $problem null when all went well
     * @return void
     */
    public function beat(?string $problem = null): void
    {
        if ($problem === null && time() - $this->last < self::EVERY_SECONDS) {
            return;
        }
        $this->last = time();
        $this->flagManager->saveFlag(self::FLAG, ['at' => gmdate('Y-m-d H:i:s'), 'problem' => $problem]);
    }

    /**
     * @return array{at: string, problem: string|null}|null null where none ever ran
     */
    public function last(): ?array
    {
        $flag = $this->flagManager->getFlagData(self::FLAG);
        return is_array($flag) && isset($flag['at']) ? $flag : null;
    }
}
