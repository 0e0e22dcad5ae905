<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Status;

/**
 * One thing that the self-test looks at. Added to GetStatus by di.xml, under the name that the answer shows.
 */
interface CheckInterface
{
    /**
     * @return Finding
     */
    public function execute(): Finding;
}
