<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Notice;

use Magento\Framework\AuthorizationInterface;
use Magento\Framework\Escaper;
use Magento\Framework\Notification\MessageInterface;
use Magento\Framework\UrlInterface;

/**
 * System message on the dashboard and every other page, as long as events are not taken.
 */
class OutboxLags implements MessageInterface
{
    /** @var string[]|null */
    private ?array $faults = null;

    /**
     * @param FindFaults $findFaults
     * @param AuthorizationInterface $authorization
     * @param UrlInterface $url
     * @param Escaper $escaper
     */
    public function __construct(
        private readonly FindFaults $findFaults,
        private readonly AuthorizationInterface $authorization,
        private readonly UrlInterface $url,
        private readonly Escaper $escaper
    ) {
    }

    /**
     * @return string
     */
    public function getIdentity()
    {
        return 'amazon_vendor_outbox_lags';
    }

    /**
     * @return bool
     */
    public function isDisplayed()
    {
        return $this->authorization->isAllowed('VendorBridge_AmazonVendor::view') && $this->faults() !== [];
    }

    /**
     * @return string
     */
    public function getText()
    {
        return (string) __(
            'Amazon is told old figures. %1 <a href="%2">See the event outbox.</a>',
            $this->escaper->escapeHtml(implode(' ', $this->faults())),
            $this->escaper->escapeUrl($this->url->getUrl('amazon_vendor/outbox/index'))
        );
    }

    /**
     * @return int
     */
    public function getSeverity()
    {
        return self::SEVERITY_MAJOR;
    }

    /**
     * @return string[]
     */
    private function faults(): array
    {
        // Magento asks several times on each page.
        return $this->faults ??= $this->findFaults->execute();
    }
}
