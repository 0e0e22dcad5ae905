<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Config\Backend;

use Magento\Config\Model\Config\Backend\Serialized\ArraySerialized;
use Magento\Framework\Exception\LocalizedException;

/**
 * Rows of the carrier map. A wrong SCAC would make Amazon refuse the ship notice, days later.
 */
class CarrierMap extends ArraySerialized
{
    /**
     * @return $this
     * @throws LocalizedException
     */
    public function beforeSave()
    {
        $rows = $this->getValue();
        if (is_string($rows)) {
            $rows = $rows === '' ? [] : json_decode($rows, true);
        }
        if (!is_array($rows)) {
            throw new LocalizedException(__('The carrier map must be a list of rows.'));
        }
        // The form adds a row of its own to say that the list may be empty.
        unset($rows['__empty']);
        $this->setValue(array_map([$this, 'checked'], $rows));
        return parent::beforeSave();
    }

    /**
     * @param mixed $row
     * @return array<string, string>
     * @throws LocalizedException
     */
    private function checked(mixed $row): array
    {
        $row = is_array($row) ? $row : [];
        $carrierCode = trim((string) ($row['carrier_code'] ?? ''));
        $title = trim((string) ($row['title'] ?? ''));
        $scac = strtoupper(trim((string) ($row['scac'] ?? '')));
        if (!preg_match('/^[A-Z]{2,4}$/D', $scac)) {
            throw new LocalizedException(__('"%1" is no SCAC: two to four letters, like UPSN.', $scac));
        }
        if ($carrierCode === '' && $title === '') {
            throw new LocalizedException(__('The row of %1 needs a carrier code or a title.', $scac));
        }
        return ['carrier_code' => $carrierCode, 'title' => $title, 'scac' => $scac];
    }
}
