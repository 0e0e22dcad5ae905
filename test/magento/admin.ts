import { type Browser, chromium, type Page } from 'playwright-core';
import { magento } from './harness/suite.ts';

export interface Admin {
  page: Page;
  /** Opens a page of the admin by its route: `catalog/product/edit/id/1`. */
  open(route: string): Promise<void>;
  /** Posts a form of the admin, form key included, and reads the page it leads to. */
  post(route: string, form: Record<string, string>): Promise<{ status: number; text: string }>;
  close(): Promise<void>;
}

export interface Person {
  name: string;
  password: string;
}

const SECRET_KEYS = 'admin/security/use_form_key';

/** Several people may be signed in at once. */
let opened = 0;

/** In developer mode the first visit of a page publishes its hundreds of static files one by one. */
const PATIENCE_MS = 240_000;

/**
 * The admin in Chromium, signed in. Pages are opened by their addresses, for which Magento's key in each address is
 * switched off as long as it is open; the form key, which guards what is posted, stays.
 */
export async function openAdmin(
  as: Person = { name: magento.adminUser, password: magento.adminPassword },
): Promise<Admin> {
  if (opened === 0) await magento.cli('config:set', SECRET_KEYS, '0');
  opened += 1;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--lang=en-US'],
  });
  try {
    return await signIn(browser, as);
  } catch (failure) {
    opened -= 1;
    await browser.close();
    throw failure;
  }
}

async function signIn(browser: Browser, as: Person): Promise<Admin> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, locale: 'en-US' });
  // Magento's admin asks for statistics and help from the internet, and waits where there is none.
  await page.route(
    (url) => !url.href.startsWith(magento.url),
    (route) => route.abort(),
  );
  page.setDefaultTimeout(60_000);
  page.setDefaultNavigationTimeout(PATIENCE_MS);
  await page.goto(magento.adminUrl, { waitUntil: 'domcontentloaded' });
  await page.fill('#username', as.name);
  await page.fill('#login', as.password);
  await Promise.all([page.waitForURL(/dashboard/, { waitUntil: 'domcontentloaded' }), page.click('.action-login')]);

  return {
    page,
    async open(route) {
      await page.goto(`${magento.adminUrl}/${route}/`, { waitUntil: 'load' });
    },
    async post(route, form) {
      const form_key = await page.evaluate(() => (globalThis as unknown as { FORM_KEY: string }).FORM_KEY);
      const answer = await page.request.post(`${magento.adminUrl}/${route}/`, {
        form: { form_key, ...form },
        timeout: PATIENCE_MS,
      });
      return { status: answer.status(), text: await answer.text() };
    },
    async close() {
      await browser.close();
      opened -= 1;
      if (opened === 0) await magento.cli('config:set', SECRET_KEYS, '1');
    },
  };
}
