import { describe, expect, test } from 'vitest';
import { DiscrepancyKind } from '../../sidecar/domain/discrepancy.ts';
import { help, helpPage } from '../../sidecar/entrypoints/http/help.ts';

test('every kind of discrepancy has its page, and so has the index', async () => {
  const pages = help();
  const missing: string[] = [];
  for (const name of ['README', ...DiscrepancyKind.options]) {
    const page = await pages.find(name);
    if (!page || page.title === 'Help') missing.push(name);
  }
  expect(missing).toEqual([]);
});

test('nothing outside the folder can be asked for', async () => {
  const pages = help();
  for (const name of ['../errors', '..%2Ferrors', '/etc/passwd', 'shortage-claim.md', '']) {
    expect(await pages.find(name)).toBeUndefined();
  }
});

test('a release without the pages has no help, and no error', async () => {
  expect(await help('/nowhere/at/all').find('shortage-claim')).toBeUndefined();
});

describe('a page as it is shown', () => {
  const names = new Set(['README', 'short-paid']);
  const body = (markdown: string) => helpPage(markdown, names).body.text;

  test('leads from page to page inside the console', () => {
    expect(body('[index](README.md) [other](short-paid.md#what-it-costs)')).toContain(
      '<a href="/help">index</a> <a href="/help/short-paid#what-it-costs">other</a>',
    );
    expect(body('## What it costs')).toContain('<h2 id="what-it-costs">');
  });

  test('does not lead to what is not served here', () => {
    expect(body('see [settings](../configuration.md), [gone](gone.md), [odd](javascript:alert)')).toContain(
      'see settings, gone, odd',
    );
  });

  test('shows HTML as text', () => {
    expect(body('a <script>alert(1)</script> b')).not.toContain('<script>');
  });
});
