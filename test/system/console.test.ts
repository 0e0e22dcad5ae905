import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fillHouse } from './filled-house.ts';
import { type OpenConsole, openConsole } from './open-console.ts';

const PAGES = [
  '/',
  '/orders/4KQ7TZ1M',
  '/orders/2HBT8C5N',
  '/orders/8CVN4QJD',
  '/discrepancies',
  '/discrepancies?state=settled',
  '/discrepancies/d-2',
  '/discrepancies/d-5',
  '/documents',
  '/documents?way=in',
  '/documents/out/out-2',
  '/documents/out/out-4',
  '/documents/in/in-1',
  '/documents/in/in-2',
  '/documents/in/in-3',
  '/invoices',
  '/invoices/NGK-2026-0088',
  '/remittances',
  '/remittances/4400918',
  '/remittances/4400919',
  '/stock',
  '/audit',
  '/help',
  '/help/shortage-claim',
  '/help/running',
];

const IN_PAGE = readFileSync(new URL('./in-page.js', import.meta.url), 'utf8');

let browser: Browser;
let house: OpenConsole;
let context: BrowserContext | undefined;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});
afterAll(() => browser.close());

beforeEach(async () => {
  house = await openConsole();
  await fillHouse(house.deps.stores, house.deps.journal);
});
afterEach(async () => {
  await context?.close();
  context = undefined;
  await house.close();
});

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<{ page: Page; errors: string[] }> {
  context = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  return { page, errors };
}

describe('every page, with everything folded out', () => {
  test('fits a phone, a tablet and a desk, and leaves no error in the browser', async () => {
    const { page, errors } = await open();
    const tooWide: string[] = [];
    for (const path of PAGES) {
      await page.goto(house.url + path);
      await inPage(page, 'unfoldAll');
      for (const width of [390, 820, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const taken = await page.evaluate<number>('document.documentElement.scrollWidth');
        if (taken > width) tooWide.push(`${path}: ${taken} of ${width}`);
      }
    }
    expect(tooWide).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('has one heading of the first rank, no rank left out, a name for every field and no id twice', async () => {
    const { page } = await open();
    const faults: string[] = [];
    for (const path of PAGES) {
      await page.goto(house.url + path);
      await inPage(page, 'unfoldAll');
      faults.push(...(await inPage<string[]>(page, 'structureFaults')).map((fault) => `${path}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`can be read by weak eyes on ${colorScheme} paper (WCAG AA)`, async () => {
      const { page } = await open({ colorScheme });
      const faults = new Set<string>();
      for (const path of PAGES) {
        await page.goto(house.url + path);
        await inPage(page, 'unfoldAll');
        for (const fault of await inPage<string[]>(page, 'contrastFaults')) faults.add(`${path}: ${fault}`);
      }
      expect([...faults]).toEqual([]);
    });
  }

  test('leads nowhere that is not there', async () => {
    const { page } = await open();
    const links = new Set<string>();
    for (const path of PAGES) {
      await page.goto(house.url + path);
      for (const href of await page.evaluate<string[]>('[...document.links].map((link) => link.href)')) links.add(href);
    }
    const dead: string[] = [];
    for (const link of links) {
      const [address = '', part] = link.split('#');
      const answer = await fetch(address);
      const text = await answer.text();
      if (answer.status !== 200) dead.push(`${answer.status} ${link}`);
      else if (part && !text.includes(`id="${part}"`)) dead.push(`no such place: ${link}`);
    }
    expect(dead).toEqual([]);
    expect(links.size).toBeGreaterThan(30);
  });
});

describe('what must I do today, and by when', () => {
  test('the most urgent order stands first, its time left is the loudest thing in its row', async () => {
    const { page } = await open();
    await page.goto(house.url);
    const headings = await page.locator('#board h2').allTextContents();
    expect(headings.map((text) => text.trim())).toEqual(['Late 2', 'At risk 1', 'Due today 2', 'Everything else 2']);
    const row = page.locator('#board tbody tr').first();
    await expect.poll(() => row.innerText()).toContain('2 h late');
    const sizes = await inPage<number[]>(page, 'sizesOfFirstRow');
    expect(sizes[0]).toBe(Math.max(...sizes));
  });

  test('without script the same page says the same', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto(house.url);
    expect(await page.locator('#board tbody tr').first().innerText()).toContain('2 h late');
  });

  test('an empty house says what to do next', async () => {
    await house.close();
    house = await openConsole();
    const { page } = await open();
    for (const path of ['/', '/discrepancies', '/documents', '/invoices', '/remittances', '/stock', '/audit']) {
      await page.goto(house.url + path);
      expect(await page.locator('.empty').innerText()).toMatch(/\S{3,}[\s\S]{40,}/);
    }
  });
});

describe('a doubt is settled on the page of its order', () => {
  test('by mouse and keyboard, without any script', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto(`${house.url}/orders/4KQ7TZ1M`);
    const card = page.locator('article.card', { hasText: 'Unknown SKU' });
    await card.getByText('Say which SKU it is').click();
    const form = card.locator('form:visible');
    expect(await form.innerText()).toContain('an 855 by EDI goes to Amazon');
    await form.getByLabel('SKU in the shop').fill('BOARD-3');
    await form.getByRole('button', { name: 'Map to this SKU' }).click();
    await page.waitForURL('**/orders/4KQ7TZ1M');
    expect(await page.locator('article.card').count()).toBe(1);
    expect(await page.locator('.timeline').innerText()).toContain('settled by operator');
    const [entry] = await house.deps.stores.audit.list({ subject: '4KQ7TZ1M' });
    expect(entry).toMatchObject({ who: 'operator', action: 'settle unknown-sku: map-sku' });
    expect((await house.deps.journal.find('purchase-order', '4KQ7TZ1M'))?.status).toBe('ready');
  });

  test('a rejection is final at Amazon, so it must be confirmed', async () => {
    const form = await formOf('/orders/4KQ7TZ1M', 'd-2');
    const answer = await post('/discrepancies/d-2/settle', {
      ...form,
      action: 'reject-line',
      reason: 'obsolete-product',
    });
    expect(answer.status).toBe(422);
    expect((await house.deps.stores.discrepancies.find('d-2'))?.state).toBe('open');
  });

  test('whoever comes second is told who was faster', async () => {
    const form = await formOf('/orders/4KQ7TZ1M', 'd-2');
    await house.deps.desk.settle('d-2', { action: 'map-sku', sku: 'PAN-28' }, 'maria');
    const answer = await post('/discrepancies/d-2/settle', { ...form, action: 'map-sku', sku: 'POT-05' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('maria was faster');
  });

  test('a form from another site, or without our token, changes nothing', async () => {
    const { cookie, token } = await formOf('/orders/4KQ7TZ1M', 'd-2');
    const fields = { cookie, token, action: 'map-sku', sku: 'PAN-28' };
    const answers = [
      await post('/discrepancies/d-2/settle', fields, { origin: 'http://elsewhere.example' }),
      await post('/discrepancies/d-2/settle', fields, { 'sec-fetch-site': 'cross-site' }),
      await post('/discrepancies/d-2/settle', { ...fields, token: 'guessed' }),
      await post('/discrepancies/d-2/settle', { ...fields, cookie: '' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect((await house.deps.stores.discrepancies.find('d-2'))?.state).toBe('open');
  });

  test('afterwards it never leads to another site', async () => {
    const { cookie, token } = await formOf('/orders/4KQ7TZ1M', 'd-2');
    const answer = await post('/discrepancies/d-2/settle', {
      cookie,
      token,
      action: 'map-sku',
      sku: 'PAN-28',
      back: '//elsewhere.example/',
    });
    expect(answer.headers.get('location')).toBe('/discrepancies/d-2');
  });
});

describe('strangers’ text and strangers’ names', () => {
  test('a script in the notes of an order is shown and never run', async () => {
    const { page } = await open();
    await page.goto(`${house.url}/orders/4KQ7TZ1M`);
    expect(await page.title()).toBe('Order 4KQ7TZ1M · Vendor Bridge');
    expect(await page.locator('.notes').innerText()).toContain('<script>document.title = "stolen"</script>');
  });

  test('the console answers to its own names only', async () => {
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${house.url}/`, { headers: { host: 'rebound.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', reject).end();
    });
    expect(status).toBe(421);
  });

  test('a message is a download as it came, never a page', async () => {
    const answer = await fetch(`${house.url}/documents/in/in-1/raw`);
    expect(answer.headers.get('content-disposition')).toContain('attachment; filename=NGK7U850.I0000204');
    expect(answer.headers.get('content-type')).toContain('application/octet-stream');
    expect(await answer.text()).toMatch(/^ISA\*00\*/);
  });
});

describe('an order is told in the trade’s words', () => {
  test('what happened fits a screen; every step is there for whoever unfolds it', async () => {
    const { page } = await open();
    await page.goto(`${house.url}/orders/2HBT8C5N`);
    const rows = await page.locator('.timeline > li > p').allInnerTexts();
    expect(rows.length).toBeLessThanOrEqual(15);
    expect(rows).toContain('Stock held in the shop\n120 of 156 ea');
    expect(rows).toContain('Waits for the 997 for our invoice');
    expect(rows.join('\n')).not.toMatch(/hold-settled|enter-order|woken|undefined/);
    const steps = page.locator('details.steps');
    await steps.locator('summary').click();
    expect(await steps.innerText()).toContain('enter-order');
    expect(await steps.locator('li').count()).toBeGreaterThan(rows.length);
  });

  test('a clear line is held in the shop already while another one waits for a person', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto(`${house.url}/orders/4KQ7TZ1M`);
    expect(await page.locator('#why-2').innerText()).toMatch(
      /^Held in the shop: 36 ea since 4 Aug 2026, \d\d:\d\d UTC\. No shopper can buy them/,
    );
    expect(await page.locator('#why-3').innerText()).toContain('Waits for a person');
  });

  test('no amount of money goes without its currency', async () => {
    const { page } = await open();
    const bare: string[] = [];
    for (const path of PAGES.filter((one) => !one.startsWith('/documents') && !one.startsWith('/help'))) {
      await page.goto(house.url + path);
      for (const text of await page.locator('td.figures, .clock .left, .facts dd').allInnerTexts()) {
        if (/\d\.\d\d\b(?! (USD|%))/.test(text)) bare.push(`${path}: ${text}`);
      }
    }
    expect(bare).toEqual([]);
  });

  test('a shortage claim says how much, of what, and how long it may be disputed', async () => {
    const { page } = await open();
    await page.goto(`${house.url}/orders/2HBT8C5N`);
    const card = page.locator('article.card', { hasText: 'Shortage claim' });
    for (const part of ['47.00 USD', 'NGK-2026-0088', '705.00 USD', '6.7 %', '29 days left']) {
      expect(await card.innerText()).toContain(part);
    }
    await card.getByRole('link', { name: 'What is this?' }).click();
    await page.waitForURL('**/help/shortage-claim');
    await page.getByRole('link', { name: '1 of this kind is open now' }).click();
    await page.waitForURL('**/discrepancies?kind=shortage-claim');
  });

  test('a help page that is not there says so', async () => {
    const answer = await fetch(`${house.url}/help/no-such-kind`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('there is no help page');
  });
});

test('on paper everything lies open and nothing is there to be pressed', async () => {
  const { page } = await open({ viewport: { width: 718, height: 1000 } });
  await page.emulateMedia({ media: 'print' });
  for (const path of ['/orders/2HBT8C5N', '/orders/4KQ7TZ1M', '/invoices/NGK-2026-0088']) {
    await page.goto(house.url + path);
    expect(await inPage<string[]>(page, 'paperFaults')).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(718);
  }
});

test('by keyboard the first stop leads past the menu, and every stop can be seen', async () => {
  const { page } = await open({ javaScriptEnabled: false });
  await page.goto(`${house.url}/orders/4KQ7TZ1M`);
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').innerText()).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash).toBe('#content');
  const unseen: string[] = [];
  for (let stop = 0; stop < 25; stop++) {
    await page.keyboard.press('Tab');
    const fault = await inPage<string | null>(page, 'focusFault');
    if (fault) unseen.push(fault);
  }
  expect(unseen).toEqual([]);
});

test('the columns of the board stand below each other, whatever the width', async () => {
  for (const width of [800, 1024, 1280]) {
    const { page } = await open({ viewport: { width, height: 900 } });
    await page.goto(house.url);
    expect(await inPage<string[]>(page, 'boardFaults')).toEqual([]);
    await context?.close();
  }
});

test('a ship notice is read level by level, and a message of SP-API as names and values', async () => {
  const { page } = await open();
  await page.goto(`${house.url}/documents/out/out-2`);
  expect(await page.locator('.segments b', { hasText: /^(Shipment|Order|Carton|Item)$/ }).allInnerTexts()).toEqual([
    'Shipment',
    'Order',
    'Carton',
    'Item',
    'Item',
  ]);
  await page.goto(`${house.url}/documents/out/out-4`);
  const words = await page.locator('.sheet').first().innerText();
  for (const part of ['Shipment identifier', '36 ea · 3 cs of 12', '70.20 USD']) expect(words).toContain(part);
});

test('a figure opens to the record of its decision', async () => {
  const { page } = await open();
  await page.goto(`${house.url}/orders/2HBT8C5N`);
  await page.getByRole('link', { name: '36 ea · 3 cs of 12' }).click();
  const record = page.locator('#why-2 .record');
  await record.waitFor({ state: 'visible' });
  expect(await record.innerText()).toContain('8 cases of 12 are 96 eaches');
  const figures = (await record.locator('.sums').allInnerTexts()).join('\n').replaceAll(/\s*\n\s*/g, ' ');
  for (const figure of [
    '8 cs',
    '12 ea',
    '5.85 USD',
    'sources 60 ea',
    'Salable then 72 ea',
    'shop 12 ea',
    'Held 60 ea',
  ]) {
    expect(figures).toContain(figure);
  }
});

test('a refused message shows what is wrong at the very segment', async () => {
  const { page } = await open();
  await page.goto(`${house.url}/documents/in/in-2`);
  expect(await page.locator('.segments li.wrong').innerText()).toContain('two dozen');
});

test('a number typed anywhere leads to its order, in any case of letters', async () => {
  const { page } = await open();
  await page.goto(house.url);
  await page.getByRole('searchbox').fill('2hbt8c5n');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/orders/2HBT8C5N');
});

test('a stopped walk is run again from its order’s page', async () => {
  const { page } = await open({ javaScriptEnabled: false });
  await page.goto(`${house.url}/orders/8CVN4QJD`);
  await page.getByRole('button', { name: 'Try again now' }).click();
  await page.waitForURL('**/orders/8CVN4QJD');
  expect((await house.deps.journal.find('purchase-order', '8CVN4QJD'))?.status).toBe('ready');
});

/** What is asked of the page itself; in-page.js is plain script, as the sources here know no browser. */
function inPage<Answer>(page: Page, name: string): Promise<Answer> {
  return page.evaluate<Answer>(`${IN_PAGE}; inPage.${name}()`);
}

/** Reads the token of a form as a browser would get it. */
async function formOf(path: string, id: string): Promise<{ cookie: string; token: string }> {
  const answer = await fetch(house.url + path);
  const text = await answer.text();
  const token =
    new RegExp(`/${id}/settle">\\s*<input type="hidden" name="token" value="([^"]+)"`).exec(text)?.[1] ?? '';
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', token };
}

function post(
  path: string,
  { cookie = '', ...fields }: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(house.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, ...headers },
    body: new URLSearchParams(fields),
  });
}
