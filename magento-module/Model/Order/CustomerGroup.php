<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Model\Order;

use Magento\Customer\Api\Data\GroupInterface;
use Magento\Framework\App\ResourceConnection;

/**
 * The group that tells Amazon's orders from all others in reports and grids.
 */
class CustomerGroup
{
    public const CODE = 'Amazon Vendor';

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(
        private readonly ResourceConnection $resource
    ) {
    }

    /**
     * Its id; that of guests where the shop has removed or renamed it
     *
     * @return int
     */
    public function id(): int
    {
        $connection = $this->resource->getConnection();
        $id = $connection->fetchOne(
            $connection->select()
                ->from($this->resource->getTableName('customer_group'), 'customer_group_id')
                ->where('customer_group_code = ?', self::CODE)
        );
        return $id === false ? GroupInterface::NOT_LOGGED_IN_ID : (int) $id;
    }
}
