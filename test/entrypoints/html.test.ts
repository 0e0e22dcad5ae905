import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, when } from '../../sidecar/entrypoints/http/html.ts';

describe('what strangers wrote never becomes markup', () => {
  test('a script in an order’s notes is shown, not run', () => {
    expect(html`<p>${'<script>alert(1)</script>'}</p>`.text).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>');
  });

  test('a quote in a value does not end the attribute around it', () => {
    const nasty = `" onmouseover="alert(1)' x='`;
    expect(html`<input value="${nasty}">`.text).toBe('<input value="&quot; onmouseover=&quot;alert(1)&#39; x=&#39;">');
  });

  test('lists are escaped one by one, our own pieces stay', () => {
    expect(html`<ul>${['<', html`<li>b</li>`, ['&']]}</ul>`.text).toBe('<ul>&lt;<li>b</li>&amp;</ul>');
  });

  test('nothing is written for what is absent, a zero is', () => {
    expect(html`${undefined}${null}${false}${0}${''}`.text).toBe('0');
    expect(html`<option ${when(true, 'selected')}>`.text).toBe('<option selected>');
  });

  test('no text at all brings a tag or an end of an attribute through', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`${text}`.text).not.toMatch(/[<>"']/);
      }),
    );
  });
});
