// Runs inside the page under test: plain script, handed over as text.

/** Called by the test. */
function unfoldAll() {
  for (const part of document.querySelectorAll('details')) {
    part.removeAttribute('name');
    part.open = true;
  }
}

function structureFaults() {
  const faults = [];
  const ranks = [...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) => Number(tagName.slice(1)));
  if (ranks.filter((rank) => rank === 1).length !== 1) faults.push('not one h1');
  ranks.forEach((rank, index) => {
    if (rank > (ranks[index - 1] ?? 0) + 1) faults.push(`h${rank} after h${ranks[index - 1] ?? 0}`);
  });
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    if ((field.labels?.length ?? 0) === 0 && !field.getAttribute('aria-label')) faults.push(`no label: ${field.name}`);
  }
  for (const control of document.querySelectorAll('a, button, summary')) {
    if (!control.innerText.trim() && !control.getAttribute('aria-label'))
      faults.push(`no name: ${control.outerHTML.slice(0, 60)}`);
  }
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) faults.push(`id twice: ${id}`);
  if (!document.querySelector('main') || !document.documentElement.lang) faults.push('no main or no language');
  return faults;
}

/** Text against the nearest painted ground behind it: 4.5 to 1, 3 to 1 for large text. */
function contrastFaults() {
  const rgb = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r = 0, g = 0, b = 0]) => {
    const [x = 0, y = 0, z = 0] = [r, g, b].map((part) => {
      const value = part / 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (start) => {
    for (let part = start; part; part = part.parentElement) {
      const color = rgb(getComputedStyle(part).backgroundColor);
      if ((color[3] ?? 1) > 0) return color;
    }
    return [255, 255, 255];
  };
  const faults = new Set();
  for (const part of document.querySelectorAll('body *')) {
    const own = [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    if (!own || !part.checkVisibility() || part.tagName === 'OPTION') continue;
    const style = getComputedStyle(part);
    const [a, b] = [luminance(rgb(style.color)), luminance(ground(part))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faults.add(`${ratio.toFixed(2)} ${part.tagName}.${part.className}`);
  }
  return [...faults];
}

/** A link's target and the largest text of each cell of the first row, for the tests. */
function sizesOfFirstRow() {
  const cells = [...document.querySelector('#board tbody tr').querySelectorAll('td, th')];
  const size = (part) => Number.parseFloat(getComputedStyle(part).fontSize);
  return cells.map((cell) => Math.max(...[cell, ...cell.querySelectorAll('*')].map(size)));
}

/** Asked while paper is emulated: what is there to be pressed, and what is folded still. */
function paperFaults() {
  const faults = [];
  for (const part of document.querySelectorAll('nav, button, input:not([type=hidden]), select, .top, .skip')) {
    if (part.checkVisibility()) faults.push(`to be pressed: ${part.outerHTML.slice(0, 60)}`);
  }
  for (const part of document.querySelectorAll('details:not(.answer)')) {
    const content = [...part.children].find(({ tagName }) => tagName !== 'SUMMARY');
    const isSeen =
      content?.checkVisibility({ contentVisibilityAuto: true }) && content.getBoundingClientRect().height > 0;
    if (!isSeen) faults.push(`folded: ${part.outerHTML.slice(0, 60)}`);
  }
  return faults;
}

/** What has the focus must show it by a line around it. */
function focusFault() {
  const part = document.activeElement;
  if (!part || part === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(part);
  const isSeen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  return isSeen ? null : part.outerHTML.slice(0, 80);
}

/** Columns of the groups that do not begin where those of the first do, and cells whose text lies over their neighbour. */
function boardFaults() {
  const faults = [];
  const tables = [...document.querySelectorAll('.board table')];
  const edges = (table) =>
    [...table.querySelectorAll('thead th')].map((cell) => Math.round(cell.getBoundingClientRect().left));
  const first = edges(tables[0]).join();
  for (const table of tables)
    if (edges(table).join() !== first) faults.push(`columns at ${edges(table)}, not ${first}`);
  for (const cell of document.querySelectorAll('.board tbody td, .board tbody th')) {
    if (cell.scrollWidth > cell.clientWidth + 1) faults.push(`too narrow: ${cell.innerText}`);
  }
  return faults;
}

globalThis.inPage = {
  paperFaults,
  focusFault,
  boardFaults,
  unfoldAll,
  structureFaults,
  contrastFaults,
  sizesOfFirstRow,
};
