define(['jquery', 'Magento_Ui/js/modal/confirm'], function ($, confirm) {
    'use strict';

    /** Says what a form will do before it does it; without this script it does it unasked. */
    return function (config, element) {
        $(element).on('submit', function (event) {
            event.preventDefault();
            confirm({
                title: config.title,
                content: config.message,
                actions: {
                    confirm: function () {
                        element.submit();
                    }
                }
            });
        });
    };
});
