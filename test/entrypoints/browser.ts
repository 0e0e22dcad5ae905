/**
 * A page as somebody has it open: what it says, and its buttons, which send the token and the cookie that came with it.
 */
export async function opened(house: { url: string }, path: string) {
  const response = await fetch(house.url + path);
  const text = await response.text();
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const token = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const press = (action: string, fields: Record<string, string> = {}) =>
    fetch(house.url + action, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', origin: house.url },
      body: new URLSearchParams({ token, ...fields }),
    });
  return { text, press };
}
