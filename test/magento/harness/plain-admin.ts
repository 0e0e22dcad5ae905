import type { Magento } from './use.ts';

export interface PlainAdmin {
  /** A page of the admin by its route, as the server sends it. */
  open(route: string, query?: Record<string, string>): Promise<{ status: number; text: string }>;
}

/** The admin without a browser, signed in: for what the server answers, not for what its scripts make of it. */
export async function signedIn(magento: Magento): Promise<PlainAdmin> {
  // Pages are opened by their routes; Magento's key in each address would have to be found first.
  await magento.cli('config:set', 'admin/security/use_form_key', '0');
  const cookies = new Map<string, string>();
  const ask = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(url, {
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    return response;
  };
  const form = await (await ask(magento.adminUrl)).text();
  const [, formKey] = /name="form_key"[^>]*value="([^"]+)"/.exec(form) ?? [];
  if (formKey === undefined) throw new Error(`no form to sign in at ${magento.adminUrl}`);
  const entered = await ask(magento.adminUrl, {
    form_key: formKey,
    'login[username]': magento.adminUser,
    'login[password]': magento.adminPassword,
  });
  if (entered.status !== 302) throw new Error(`signing in was answered ${entered.status}`);
  return {
    async open(route, query = {}) {
      const response = await ask(`${magento.adminUrl}/${route}/?${new URLSearchParams(query)}`);
      return { status: response.status, text: await response.text() };
    },
  };
}
