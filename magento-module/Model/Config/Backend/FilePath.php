<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Backend;

use Magento\Framework\App\Config\Value;
use Magento\Framework\Exception\LocalizedException;

/**
 * Path of a certificate or key. Not looked at here: the admin's server need not be the one that publishes, and a form
 * that says whether a file exists tells about the server.
 */
class FilePath extends Value
{
    /**
     * @return $this
     * @throws LocalizedException
     */
    public function beforeSave()
    {
        $path = trim((string) $this->getValue());
        if ($path !== '' && (!str_starts_with($path, '/') || preg_match('#[\x00-\x1f]|://|/\.\.(/|$)#', $path))) {
            throw new LocalizedException(
                __('"%1" must be a full path on the server, like /etc/ssl/kafka/ca.pem.', __($this->getData('field_config/label')))
            );
        }
        $this->setValue($path);
        return parent::beforeSave();
    }
}
