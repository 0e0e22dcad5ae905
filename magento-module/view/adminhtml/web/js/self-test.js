define(['jquery', 'mage/translate'], function ($, $t) {
    'use strict';

    /** One row a check; the word says the state, the colour only repeats it. */
    function row(check) {
        return $('<tr/>').attr({'data-check': check.name, 'data-ok': String(check.ok)}).append(
            $('<td/>').text(check.label),
            $('<td/>').append(
                $('<span/>').addClass(check.ok ? 'grid-severity-notice' : 'grid-severity-critical').append(
                    $('<span/>').text(check.ok ? $t('OK') : $t('Wrong'))
                )
            ),
            $('<td/>').text(check.detail)
        );
    }

    return function (config, element) {
        var button = $('[data-role=run]', element),
            summary = $('[data-role=summary]', element),
            findings = $('[data-role=findings]', element);

        function show(answer) {
            var wrong = answer.checks.filter(function (check) {
                return !check.ok;
            }).length;

            $('tbody', findings).empty().append(answer.checks.map(row));
            findings.prop('hidden', answer.checks.length === 0);
            summary.text(answer.message || (answer.healthy
                ? $t('Everything is as it must be.')
                : $t('%1 of %2 checks found a fault.').replace('%1', wrong).replace('%2', answer.checks.length)));
        }

        button.on('click', function () {
            button.prop('disabled', true);
            summary.text($t('Looking …'));
            $.post({
                url: config.url,
                data: {'form_key': window.FORM_KEY},
                dataType: 'json'
            }).done(show).fail(function (request) {
                show(request.responseJSON && request.responseJSON.checks ? request.responseJSON : {
                    healthy: false,
                    message: $t('The self-test did not answer. Your session may have ended: reload the page.'),
                    checks: []
                });
            }).always(function () {
                button.prop('disabled', false);
            });
        });
    };
});
