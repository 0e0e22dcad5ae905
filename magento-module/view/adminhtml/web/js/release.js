define(['jquery', 'Magento_Ui/js/modal/confirm', 'mage/translate'], function ($, confirm, $t) {
    'use strict';

    /** Says what will be given back before it is; without this script the form works, unasked. */
    return function (config, element) {
        var form = $(element),
            fields = $('[data-role=give-back]', form),
            isConfirmed = false;

        function eaches() {
            return fields.toArray().reduce(function (sum, field) {
                return sum + (parseInt(field.value, 10) || 0);
            }, 0);
        }

        $('[data-role=all]', form).prop('hidden', false).on('click', function () {
            fields.each(function () {
                this.value = this.max;
            });
        });

        form.on('submit', function (event) {
            if (isConfirmed || eaches() === 0) {
                return;
            }
            event.preventDefault();
            confirm({
                title: $t('Release'),
                content: $t('%1 eaches go back to the shop. Amazon is not told.').replace('%1', eaches()),
                actions: {
                    confirm: function () {
                        isConfirmed = true;
                        element.submit();
                    }
                }
            });
        });
    };
});
