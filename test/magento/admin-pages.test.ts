import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Admin, openAdmin } from './admin.ts';
import { magento } from './harness/suite.ts';
import { configure, liveTarget, phpText, setUpWorld } from './world.ts';

const RUN = Date.now().toString(36).toUpperCase();
const CUP = `VB-ADM-CUP-${RUN}`;
const LID = `VB-ADM-LID-${RUN}`;
const FIRST = `VBADM${RUN}A`;
const SECOND = `VBADM${RUN}B`;

let admin: Admin;
let stockName = '';
/** What the browser complained of since the test began. */
let complaints: string[] = [];

beforeAll(async () => {
  const { stockId } = await setUpWorld();
  const [stock] = await magento.sql<{ name: string }>('SELECT name FROM inventory_stock WHERE stock_id = ?', [stockId]);
  stockName = stock?.name ?? '';
  await liveTarget().seedProducts([
    { sku: CUP, quantities: { 'vb-east': 100 }, case_pack: 12, agreed_cost: '4.25' },
    { sku: LID, quantities: { 'vb-east': 50 }, agreed_cost: '1.10' },
  ]);
  await hold(FIRST, [
    { sku: CUP, requested: 40, case_pack: 12 },
    { sku: LID, requested: 7, case_pack: 1 },
  ]);
  await hold(SECOND, [{ sku: CUP, requested: 5, case_pack: 1 }]);
  // What somebody filtered before would be applied again.
  await magento.sql("DELETE FROM ui_bookmark WHERE namespace LIKE 'amazon\\_vendor%' OR namespace = 'product_listing'");
  admin = await openAdmin();
  // The first grid of an instance publishes its static files one by one.
  await admin.open('catalog/product/index');
  await quiet(240_000);
  listenTo(admin.page);
}, 600_000);

afterAll(() => admin?.close());

beforeEach(() => {
  complaints = [];
});

describe('the product pages', () => {
  test('the grid says what Amazon has reserved, in a column of its own and beside the salable quantity', async () => {
    await admin.open('catalog/product/index');
    await filter('sku', `VB-ADM-`);
    const cup = rowOf(await rows(), 'SKU', CUP);
    expect(cup['Amazon Reserved']).toBe('41');
    expect(cup['Salable Quantity']).toContain(`${stockName}: 59`);
    expect(cup['Salable Quantity']).toContain(`${stockName} – reserved for Amazon POs: 41`);
    expect(complaints).toEqual([]);
  });

  test('the form says so under Product Salable Quantity', async () => {
    await admin.open(`catalog/product/edit/id/${await idOf(CUP)}`);
    const section = admin.page.locator('[data-index=salable_quantity]');
    await section.locator('.fieldset-wrapper-title').first().click();
    await section.getByText('reserved for Amazon POs').waitFor();
    expect(flat(await section.innerText())).toContain(`${stockName} – reserved for Amazon POs : 41`);
    expect(complaints).toEqual([]);
  });

  test('the form has what the product says of its trade with Amazon in a group of its own', async () => {
    const group = admin.page.locator('[data-index=amazon-vendor]');
    await group.locator('.fieldset-wrapper-title').first().click();
    await group.locator('[name="product[amazon_vendor_case_pack]"]').waitFor();
    expect(await group.locator('[name="product[amazon_vendor_case_pack]"]').inputValue()).toBe('12');
    const labels = (await group.locator('.admin__field-label').allInnerTexts()).map(flat);
    expect(labels).toEqual([
      'Case Pack Quantity',
      'Amazon Buffer',
      'Amazon Pool Share',
      'Amazon Agreed Cost',
      'Amazon Barcode',
    ]);
  });

  test('Sources has one that shows what is reserved, and is disabled', async () => {
    await admin.open('inventory/source/index');
    await filter('source_code', 'amazon_vendor');
    const source = admin.page.locator('.data-grid tbody tr.data-row:visible', { hasText: 'amazon_vendor' });
    expect(flat(await source.innerText())).toContain('amazon_vendor Amazon Vendor Central (reserved) Disabled');
    expect(complaints).toEqual([]);
  });
});

describe('Amazon Reservations', () => {
  test('stands in the menu under Sales and shows each line with what a hold over REST got', async () => {
    await admin.open('admin/dashboard');
    const entry = admin.page.locator('#menu-magento-sales-sales a', { hasText: 'Amazon Reservations' });
    expect(await entry.getAttribute('href')).toContain('/amazon_vendor/reservation/');
    await admin.open('amazon_vendor/reservation/index');
    await filter('purchase_order_number', FIRST);
    const shown = await rows();
    expect(shown).toHaveLength(2);
    expect(rowOf(shown, 'SKU', CUP)).toMatchObject({
      'Purchase Order': FIRST,
      Line: '1',
      Requested: '40',
      Reserved: '36',
      Shipped: '0',
      Released: '0',
      Open: '36',
      Status: 'Reserved',
    });
    expect(rowOf(shown, 'SKU', LID)).toMatchObject({ Requested: '7', Reserved: '7', Open: '7' });
    expect(complaints).toEqual([]);
  });

  test('leads to the product and to the purchase order', async () => {
    const link = (text: string) => admin.page.locator('.data-grid td a', { hasText: text }).first();
    expect(await link(CUP).getAttribute('href')).toContain(`/catalog/product/edit/id/${await idOf(CUP)}`);
    expect(await link(FIRST).getAttribute('href')).toContain(`/purchaseOrder/view/id/${await poId(FIRST)}`);
  });

  test('filters by quantities and by status as by names', async () => {
    await filter('sku', CUP, { 'reserved[from]': '6' });
    expect((await rows()).map((row) => row['Purchase Order'])).toEqual([FIRST]);
    await filter('sku', CUP, { 'open_quantity[to]': '5' });
    expect((await rows()).map((row) => row['Purchase Order'])).toEqual([SECOND]);
    await filter('sku', CUP, { status: 'closed' });
    expect(await rows()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('goes out as CSV, as filtered', async () => {
    await filter('purchase_order_number', FIRST);
    const csv = await exportCsv();
    const [head = '', ...lines] = csv.trim().split('\n');
    expect(head).toMatch(/"?Purchase Order"?,Line,SKU,Stock,Requested,Reserved,Shipped,Released,Open/);
    expect(lines).toHaveLength(2);
    const cup = lines.find((line) => line.includes(CUP)) ?? '';
    expect(cup.startsWith(`${FIRST},1,${CUP},`)).toBe(true);
    expect(cup).toContain(',40,36,0,0,36,12,Reserved,');
  });
});

describe('a purchase order', () => {
  test('shows its lines in eaches and cases, and its history with who did it', async () => {
    await admin.open(`amazon_vendor/purchaseOrder/view/id/${await poId(FIRST)}`);
    const { page } = admin;
    expect(await page.locator('[data-role=number]').innerText()).toBe(FIRST);
    expect(await page.locator('[data-role=status]').innerText()).toBe('Reserved');
    const cup = page.locator(`[data-line="${FIRST}-1"]`);
    expect(await cup.locator('[data-role=open]').innerText()).toBe('36');
    expect(flat(await cup.innerText())).toContain('36 3 cs of 12');
    expect(flat(await cup.innerText())).toContain('40 3 cs of 12 + 4 ea');
    expect(flat(await page.locator('[data-role=total-open]').innerText())).toBe('43');
    const history = flat(await page.locator('[data-role=history] tbody').innerText());
    expect(history).toContain(`Reserved 36 1 · ${CUP}`);
    expect(complaints).toEqual([]);
  });

  test('gives back what a person says, after asking, and names that person', async () => {
    const { page } = admin;
    const cup = page.locator(`[data-line="${FIRST}-1"]`);
    await cup.locator('[data-role=give-back]').fill('12');
    await page.selectOption('#amazon-vendor-reason', 'amazon_cancelled');
    await page.fill('#amazon-vendor-note', 'one case less <b>by mail</b>');
    await page.click('button[data-role=release]');
    const question = page.locator('.modal-popup.confirm._show');
    await question.getByText('12 eaches go back to the shop.').waitFor();
    await question.locator('.action-accept').click();
    await page.getByText('12 eaches went back to the shop.').waitFor();
    expect(await page.locator(`[data-line="${FIRST}-1"] [data-role=open]`).innerText()).toBe('24');
    expect(await openOf(FIRST)).toEqual([24, 7]);
    const history = flat(await page.locator('[data-role=history] tbody tr').first().innerText());
    expect(history).toContain(`Released 12 1 · ${CUP}`);
    expect(history).toContain('Amazon cancelled: one case less <b>by mail</b>'.replace('cancelled', 'canceled'));
    expect(history.endsWith(magento.adminUser)).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('is not released from twice by the same form, nor beyond what is open', async () => {
    const id = await poId(FIRST);
    const [line] = await magento.sql<{ id: number }>(
      'SELECT po_line_id id FROM amazon_vendor_po_line WHERE line_id = ?',
      [`${FIRST}-2`],
    );
    const form = { reason: 'corrected', note: '', idempotency_key: `twice-${RUN}`, [`quantity[${line?.id}]`]: '2' };
    await admin.post(`amazon_vendor/purchaseOrder/release/id/${id}`, form);
    await admin.post(`amazon_vendor/purchaseOrder/release/id/${id}`, form);
    expect(await openOf(FIRST)).toEqual([24, 5]);
    const more = { ...form, idempotency_key: `more-${RUN}`, [`quantity[${line?.id}]`]: '6' };
    const { text } = await admin.post(`amazon_vendor/purchaseOrder/release/id/${id}`, more);
    expect(text).toContain(`Line ${FIRST}-2 has 5 eaches open, not 6.`);
    expect(await openOf(FIRST)).toEqual([24, 5]);
  });

  test('one that nobody knows leads back to the grid', async () => {
    await admin.open('amazon_vendor/purchaseOrder/view/id/999999');
    expect(admin.page.url()).toContain('/amazon_vendor/reservation/');
    expect(flat(await admin.page.locator('.messages').first().innerText())).toContain(
      'This purchase order is not known.',
    );
  });

  test('becomes a Magento order by hand, and the grid leads to it', async () => {
    await admin.open(`amazon_vendor/purchaseOrder/view/id/${await poId(SECOND)}`);
    const { page } = admin;
    await page.click('[data-role=convert]');
    await page.locator('.modal-popup.confirm._show .action-accept').click();
    await page.getByText(/Magento order \d+ was made/).waitFor();
    const order = (await page.locator('[data-role=order] a').innerText()).trim();
    expect(await page.locator('[data-role=status]').innerText()).toBe('Magento Order');
    await admin.open('amazon_vendor/reservation/index');
    await filter('order_increment_id', order);
    const [row] = await rows();
    expect(row).toMatchObject({ 'Purchase Order': SECOND, 'Magento Order': order, Status: 'Magento Order', Open: '5' });
    const link = admin.page.locator('.data-grid td a', { hasText: order }).first();
    expect(await link.getAttribute('href')).toMatch(/sales\/order\/view\/order_id\/\d+/);
    expect(complaints).toEqual([]);
  });

  test('all that is open on selected lines goes back by one action of the grid', async () => {
    await filter('purchase_order_number', FIRST);
    await admin.page.locator('.data-grid tbody tr.data-row', { hasText: LID }).locator('input[type=checkbox]').check();
    await act('Release All That Is Open');
    await admin.page.getByText('5 eaches went back to the shop.').waitFor();
    expect(await openOf(FIRST)).toEqual([24, 0]);
    expect(complaints).toEqual([]);
  });

  test('a request that selects nothing releases nothing', async () => {
    const { text } = await admin.post('amazon_vendor/reservation/massRelease', {
      namespace: 'amazon_vendor_reservation_listing',
    });
    expect(text).toContain('Select something first.');
    expect(await openOf(FIRST)).toEqual([24, 0]);
  });
});

describe('the event outbox', () => {
  test('shows each event with its state, and the event itself', async () => {
    await magento.sql(
      `UPDATE amazon_vendor_outbox JOIN amazon_vendor_outbox_batch USING (batch_id)
        SET published_at = NULL, acknowledged_at = NULL WHERE message_key = ?`,
      [CUP],
    );
    await admin.open('amazon_vendor/outbox/index');
    await filter('message_key', CUP, { state: 'waiting' });
    const shown = await rows();
    expect(shown.length).toBeGreaterThan(0);
    expect(shown[0]).toMatchObject({ 'SKU or Purchase Order': CUP, About: 'Stock', State: 'Waiting' });
    await admin.open(`amazon_vendor/outbox/view/id/${shown[0]?.ID}`);
    const payload = JSON.parse(await admin.page.locator('[data-role=payload]').innerText());
    expect(payload).toMatchObject({ data: { sku: CUP } });
    expect(complaints).toEqual([]);
  });

  test('replays what is selected', async () => {
    await magento.sql(
      `UPDATE amazon_vendor_outbox JOIN amazon_vendor_outbox_batch USING (batch_id)
        SET published_at = CURRENT_TIMESTAMP WHERE message_key = ?`,
      [CUP],
    );
    await admin.open('amazon_vendor/outbox/index');
    await filter('message_key', CUP, { state: 'taken' });
    const count = (await rows()).length;
    expect(count).toBeGreaterThan(0);
    await admin.page.locator('.data-grid tbody tr.data-row input[type=checkbox]').first().check();
    await act('Replay');
    await admin.page.getByText('1 events are told once more.').waitFor();
    await filter('message_key', CUP, { state: 'waiting' });
    expect(await rows()).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test('a filter without a match is empty, with all columns', async () => {
    await filter('message_key', CUP, { state: 'refused' });
    expect(await rows()).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('the notice on the dashboard', () => {
  const aged = (minutes: number) =>
    magento.sql('UPDATE amazon_vendor_outbox SET created_at = CURRENT_TIMESTAMP - INTERVAL ? MINUTE', [minutes]);

  test('says that events wait, as long as they do', async () => {
    await aged(43);
    try {
      await admin.open('admin/dashboard');
      // Magento folds all messages but the first.
      const notice = admin.page.getByText('Amazon is told old figures.').first();
      await notice.waitFor({ state: 'attached' });
      expect(flat((await notice.textContent()) ?? '')).toMatch(
        /\d+ events wait, the oldest for 4[34] minutes\. See the event outbox\./,
      );
    } finally {
      await aged(0);
    }
    const messages = admin.page.waitForResponse(/namespace=notification_area/);
    await admin.open('admin/dashboard');
    expect(await (await messages).text()).not.toContain('See the event outbox.');
  });

  test('says that the publisher stands still, once Kafka is switched on', async () => {
    await configure({ 'amazon_vendor/kafka/enabled': '1', 'amazon_vendor/kafka/brokers': '127.0.0.1:1' });
    try {
      await magento.sql("DELETE FROM flag WHERE flag_code = 'amazon_vendor_publisher'");
      expect(await faults()).toEqual(['The publisher has never run.']);
      await beat('2020-01-01 00:00:00', null);
      expect(await faults()).toEqual([expect.stringMatching(/The publisher has not run for \d+ minutes\./)]);
      await beat(new Date().toISOString().slice(0, 19).replace('T', ' '), 'no broker answers');
      expect(await faults()).toEqual(['The publisher says: no broker answers']);
    } finally {
      await magento.sql("DELETE FROM flag WHERE flag_code = 'amazon_vendor_publisher'");
      await configure({ 'amazon_vendor/kafka/enabled': '0', 'amazon_vendor/kafka/brokers': '' });
    }
  });

  async function beat(at: string, problem: string | null): Promise<void> {
    const data = phpText(JSON.stringify({ at, problem }));
    await magento.php(`$objectManager->get(\\Magento\\Framework\\FlagManager::class)
      ->saveFlag('amazon_vendor_publisher', json_decode(${data}, true)); return null;`);
  }

  function faults(): Promise<unknown> {
    return magento.php(
      'return $objectManager->create(\\VendorBridge\\AmazonVendor\\Model\\Notice\\FindFaults::class)->execute();',
    );
  }
});

describe('rights', () => {
  test('who may only view sees all, is offered nothing, and is refused what they send anyway', async () => {
    const viewer = await openAdmin(await personWith('Magento_Backend::dashboard', 'VendorBridge_AmazonVendor::view'));
    try {
      const { page } = viewer;
      await viewer.open(`amazon_vendor/purchaseOrder/view/id/${await poId(FIRST)}`);
      expect(await page.locator('[data-role=number]').innerText()).toBe(FIRST);
      expect(await page.locator('[data-role=release], [data-role=convert], [data-role=give-back]').count()).toBe(0);
      for (const grid of ['reservation', 'outbox']) {
        await viewer.open(`amazon_vendor/${grid}/index`);
        await page.locator('.data-grid tbody tr.data-row').first().waitFor();
        expect(await page.locator('.action-menu-item', { hasText: /Release|Replay/ }).count()).toBe(0);
      }
      const id = await poId(FIRST);
      const [event] = await magento.sql<{ id: number }>('SELECT MIN(outbox_id) id FROM amazon_vendor_outbox');
      const forbidden: [string, Record<string, string>][] = [
        [`amazon_vendor/purchaseOrder/release/id/${id}`, { reason: 'corrected', idempotency_key: `no-${RUN}` }],
        [`amazon_vendor/purchaseOrder/convert/id/${id}`, {}],
        [
          'amazon_vendor/reservation/massRelease',
          { excluded: 'false', namespace: 'amazon_vendor_reservation_listing' },
        ],
        [`amazon_vendor/outbox/replay/id/${event?.id}`, {}],
        ['amazon_vendor/selfTest/run', {}],
      ];
      for (const [route, form] of forbidden) {
        const { status, text } = await viewer.post(route, form);
        expect(status, route).toBe(403);
        expect(text).toContain('Sorry, you need permissions to view this content.');
      }
      expect(await openOf(FIRST)).toEqual([24, 0]);
    } finally {
      await viewer.close();
    }
  });

  test('who may not view sees neither page nor rows', async () => {
    const stranger = await openAdmin(await personWith('Magento_Backend::dashboard'));
    try {
      for (const route of ['amazon_vendor/reservation/index', 'amazon_vendor/outbox/index']) {
        expect((await stranger.page.request.get(`${magento.adminUrl}/${route}/`)).status()).toBe(403);
      }
      for (const way of ['index/render/?isAjax=true&', 'export/gridToCsv/?excluded=false&']) {
        const rows = await stranger.page.request.get(
          `${magento.adminUrl}/mui/${way}namespace=amazon_vendor_reservation_listing`,
        );
        expect(await rows.text(), way).not.toContain(FIRST);
      }
    } finally {
      await stranger.close();
    }
  });
});

describe('the rest of the admin', () => {
  test.each([
    ['sales/order/index', 'sales_order_grid'],
    ['sales/shipment/index', 'sales_order_shipment_grid'],
    ['customer/index/index', 'customer_listing'],
    ['cms/page/index', 'cms_page_listing'],
  ])('%s still opens: our grids are registered beside its own', async (route, namespace) => {
    const rendered = admin.page.waitForResponse((response) => response.url().includes(`namespace=${namespace}`));
    await admin.open(route);
    const answer = await rendered;
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toHaveProperty('totalRecords');
    expect(complaints).toEqual([]);
  });
});

interface HoldLine {
  sku: string;
  requested: number;
  case_pack: number;
}

async function hold(purchase_order_number: string, lines: HoldLine[]): Promise<void> {
  const answer = await magento.rest('POST', '/V1/amazon-vendor/reservations', {
    reservation: {
      idempotency_key: purchase_order_number,
      purchase_order_number,
      mode: 'partial',
      lines: lines.map((line, at) => ({
        ...line,
        line_id: `${purchase_order_number}-${at + 1}`,
        line_number: String(at + 1),
      })),
    },
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

async function openOf(number: string): Promise<number[]> {
  const { body } = await magento.rest('GET', `/V1/amazon-vendor/reservations/${number}`);
  return (body as { lines: { open: number }[] }).lines.map(({ open }) => open);
}

async function idOf(sku: string): Promise<number> {
  const [row] = await magento.sql<{ id: number }>('SELECT entity_id id FROM catalog_product_entity WHERE sku = ?', [
    sku,
  ]);
  return row?.id ?? 0;
}

async function poId(number: string): Promise<number> {
  const [row] = await magento.sql<{ id: number }>(
    'SELECT po_id id FROM amazon_vendor_po WHERE purchase_order_number = ?',
    [number],
  );
  return row?.id ?? 0;
}

/** A person with a role of these resources and no other. */
async function personWith(...resources: string[]): Promise<{ name: string; password: string }> {
  const name = `p${Math.random().toString(36).slice(2, 12)}`;
  const password = `Secret1${name}`;
  await magento.php(
    `
    $role = $objectManager->create(\\Magento\\Authorization\\Model\\Role::class)->setRoleName('${name}')
      ->setRoleType('G')->setUserType('2')->setParentId(0)->setTreeLevel(1)->setSortOrder(0)->save();
    $objectManager->create(\\Magento\\Authorization\\Model\\Rules::class)->setRoleId($role->getId())
      ->setResources(json_decode(${phpText(JSON.stringify(resources))}, true))->saveRel();
    $objectManager->create(\\Magento\\User\\Model\\User::class)->setUserName('${name}')->setFirstName('Test')
      ->setLastName('Person')->setEmail('${name}@shop.example')->setPassword('${password}')->setIsActive(1)
      ->setRoleId($role->getId())->save();
    return null;`,
    'adminhtml',
  );
  return { name, password };
}

function listenTo(page: Page): void {
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const { url } = message.location();
    // What comes from elsewhere is not let through.
    if (message.type() === 'error' && url.startsWith(magento.url)) complaints.push(`${url} ${message.text()}`);
  });
}

/** Filters the grid anew by these fields, and waits for what comes. */
async function filter(field: string, value: string, more: Record<string, string> = {}): Promise<void> {
  const { page } = admin;
  await quiet();
  await forgetAnswers();
  const clear = page.locator('.admin__data-grid-filters-current._show [data-action=grid-filter-reset]').first();
  if (await clear.isVisible()) {
    await answered(() => clear.click());
  }
  const panel = page.locator('.admin__data-grid-filters-wrap').first();
  if (!(await panel.isVisible())) await page.locator('[data-action=grid-filter-expand]').first().click();
  for (const [name, text] of Object.entries({ [field]: value, ...more })) {
    const control = panel.locator(`[name="${name}"]`);
    if ((await control.evaluate((element) => element.tagName)) === 'SELECT') await control.selectOption(text);
    else await control.fill(text);
  }
  await answered(() => panel.locator('[data-action=grid-filter-apply]').click());
}

/** A grid keeps the answers it had and would not ask again, while the server's answer is what is waited for. */
async function forgetAnswers(): Promise<void> {
  await admin.page.evaluate(() => {
    const { require } = globalThis as unknown as {
      require(name: 'uiRegistry'): { filter(fits: (part?: GridStorage) => boolean): unknown };
    };
    require('uiRegistry').filter((part) => {
      if (part?.clearRequests) {
        part.clearRequests();
        part.cacheRequests = false;
      }
      return false;
    });
  });
}

/** The part of a grid that speaks to the server, among many that are something else. */
interface GridStorage {
  clearRequests?(): void;
  cacheRequests?: boolean;
}

async function answered(act: () => Promise<void>): Promise<void> {
  const answer = admin.page.waitForResponse((response) => response.url().includes('mui/index/render'));
  await act();
  await answer;
  await quiet();
}

/** Until the grid has been drawn and waits for nobody. */
async function quiet(timeout = 60_000): Promise<void> {
  const { page } = admin;
  await page.locator('.data-grid tbody tr:visible').first().waitFor({ timeout });
  await page.waitForFunction(
    () => {
      const { document } = globalThis as unknown as {
        document: { querySelectorAll(selector: string): Iterable<{ offsetParent: unknown }> };
      };
      return [...document.querySelectorAll('.admin__data-grid-loading-mask, .loading-mask')].every(
        (mask) => mask.offsetParent === null,
      );
    },
    undefined,
    { timeout },
  );
}

/** The rows of the grid by the words above their columns. */
async function rows(): Promise<Record<string, string>[]> {
  // The header that stays on top while the page scrolls is a table of its own, without rows.
  const grid = admin.page.locator('table.data-grid:has(tbody tr)').first();
  const heads = (await grid.locator('thead th').allInnerTexts()).map(flat);
  const found: Record<string, string>[] = [];
  for (const row of await grid.locator('tbody tr.data-row:not(.data-grid-tr-no-data)').all()) {
    const cells = (await row.locator('td').allInnerTexts()).map(flat);
    if (cells.length === heads.length) found.push(Object.fromEntries(heads.map((head, at) => [head, cells[at] ?? ''])));
  }
  return found;
}

function rowOf(all: Record<string, string>[], head: string, value: string): Record<string, string> {
  const row = all.find((one) => one[head] === value);
  if (!row) throw new Error(`no row with ${head} ${value}: ${JSON.stringify(all)}`);
  return row;
}

/** An action for what is selected, with its question answered by yes. */
async function act(label: string): Promise<void> {
  const { page } = admin;
  await page.locator('.action-select-wrap .action-select').first().click();
  await page.locator('.action-menu-item', { hasText: label }).first().click();
  await page.locator('.modal-popup.confirm._show .action-accept').click();
}

async function exportCsv(): Promise<string> {
  const { page } = admin;
  const menu = page.locator('.admin__data-grid-action-export').first();
  await menu.locator('.admin__action-dropdown').click();
  const download = page.waitForEvent('download');
  await menu.locator('.action-secondary').click();
  return readFile(await (await download).path(), 'utf8');
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
