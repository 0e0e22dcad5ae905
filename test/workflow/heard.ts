import type { FakeWorld } from '../fakes/world.ts';

/** `line: accepted/backordered/rejected` of the acknowledgement that Amazon heard. */
export function heard(
  world: Pick<FakeWorld, 'partner'>,
  number = '4KQ7TZ1M',
  version: number | string = 1,
): string[] | undefined {
  const content = world.partner.heard.get(`acknowledgement:${number}:${version}`);
  if (content?.kind !== 'acknowledgement') return undefined;
  return content.document.lines.map(({ lineNumber, dispositions }) => {
    const amount = (code: string) => dispositions.reduce((n, d) => n + (d.code === code ? d.quantity.amount : 0), 0);
    return `${lineNumber}: ${amount('accepted')}/${amount('backordered')}/${amount('rejected')}`;
  });
}
