import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Marked, type Tokens } from 'marked';
import { escapeHtml, type Html, trusted } from './html.ts';

/** A page for the people who run the shop, as docs/operating/ holds it. */
export interface HelpPage {
  title: string;
  /** With one heading of the first rank. */
  body: Html;
}

export interface Help {
  /** By file name without its ending; the index is `README`. Undefined where there is none. */
  find(name: string): Promise<HelpPage | undefined>;
}

const FOLDER = fileURLToPath(new URL('../../../docs/operating/', import.meta.url));

/** Reads each page once: they change with the release only. A name is looked up in the folder's own list, never made into a path. */
export function help(folder = FOLDER): Help {
  let listing: Promise<ReadonlySet<string>> | undefined;
  const pages = new Map<string, Promise<HelpPage>>();
  return {
    async find(name) {
      listing ??= namesIn(folder);
      const names = await listing;
      if (!names.has(name)) return undefined;
      const page = pages.get(name) ?? readFile(`${folder}/${name}.md`, 'utf8').then((text) => helpPage(text, names));
      pages.set(name, page);
      return page;
    },
  };
}

async function namesIn(folder: string): Promise<ReadonlySet<string>> {
  const files = await readdir(folder).catch(() => []);
  return new Set(files.flatMap((file) => /^([\w-]+)\.md$/.exec(file)?.[1] ?? []));
}

/** Tables and listings scroll by themselves, so that a phone never scrolls the page. */
export function helpPage(markdown: string, names: ReadonlySet<string>): HelpPage {
  const marked = new Marked({
    renderer: {
      link({ href, tokens }: Tokens.Link) {
        const text = this.parser.parseInline(tokens);
        const target = ownAddress(href, names);
        return target === undefined ? text : `<a href="${escapeHtml(target)}">${text}</a>`;
      },
      heading({ tokens, depth, text }: Tokens.Heading) {
        return `<h${depth} id="${anchor(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      html({ text }: Tokens.HTML | Tokens.Tag) {
        return escapeHtml(text);
      },
    },
  });
  const body = marked
    .parse(markdown, { async: false })
    .replaceAll('<table>', '<div class="scroll"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<pre>', '<pre class="raw" tabindex="0">');
  return { title: /^# (.+)$/m.exec(markdown)?.[1] ?? 'Help', body: trusted(body) };
}

/** Files beside it become pages beside it. What lies elsewhere in docs/ is not served here, and is no link. */
function ownAddress(href: string, names: ReadonlySet<string>): string | undefined {
  if (/^https?:\/\//.test(href) || href.startsWith('#')) return href;
  const [, name = '', part = ''] = /^(?:\.\/)?([\w-]+)\.md(#[\w-]+)?$/.exec(href) ?? [];
  return names.has(name) ? `${name === 'README' ? '/help' : `/help/${name}`}${part}` : undefined;
}

function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(' ', '-');
}
