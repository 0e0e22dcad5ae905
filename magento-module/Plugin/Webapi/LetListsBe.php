<?php

declare(strict_types=1);

namespace VendorBridge\AmazonVendor\Plugin\Webapi;

use Magento\Webapi\Controller\Rest\ParamsOverrider;
use VendorBridge\AmazonVendor\Api\SetTracksInterface;

/**
 * In a PUT whose body is one list and nothing else, Magento looks for the id of the path in the class `Track[]`, which
 * there is not, and answers 500. Our id is a parameter of its own, so there is nothing to look for.
 */
class LetListsBe
{
    /**
     * @param ParamsOverrider $subject
     * @param callable $proceed
     * @param array $urlPathParams
     * @param array $requestBodyParams
     * @param string $serviceClassName
     * @param string $serviceMethodName
     * @return array
     * @SuppressWarnings(PHPMD.UnusedFormalParameter)
     */
    public function aroundOverrideRequestBodyIdWithPathParam(
        ParamsOverrider $subject,
        callable $proceed,
        array $urlPathParams,
        array $requestBodyParams,
        $serviceClassName,
        $serviceMethodName
    ) {
        return $serviceClassName === SetTracksInterface::class
            ? $requestBodyParams
            : $proceed($urlPathParams, $requestBodyParams, $serviceClassName, $serviceMethodName);
    }
}
