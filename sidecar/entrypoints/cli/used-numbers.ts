import { calendarDay, type Instant, instant } from '../../domain/calendar.ts';
import { serialOf, serialsOf, sscc } from '../../domain/identifiers.ts';
import type { UsedNumber } from '../../ports/stores.ts';
import { rememberedSince, sequenceName, USED_ELSEWHERE } from '../../workflow/notice-plan.ts';
import type { House } from '../house.ts';
import { BadInput } from './failure.ts';
import { badRow, listFile } from './list-file.ts';
import { print, type Terminal } from './terminal.ts';

export interface UsedWishes {
  /** What the numbers are; SSCCs where nobody says. */
  kind?: 'sscc' | 'shipment-id';
  vendorCode?: string;
}

interface Used {
  value: string;
  usedAt: Instant;
}

/**
 * Notes numbers that another system has put on labels or into notices, so that none comes twice within a year. The
 * serials of an account go on above the highest of its own, where that leaves it enough of them.
 */
export async function importUsedNumbers(
  path: string,
  { kind = 'sscc', vendorCode }: UsedWishes,
  house: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  const { stores, partners, now } = house.world;
  const at = instant(now());
  const account = vendorCode === undefined ? onlyAccount(house) : vendorCode;
  if (kind === 'shipment-id' && (account === undefined || !partners.find(account))) {
    const known = partners
      .all()
      .map((partner) => partner.vendorCode)
      .join(', ');
    throw new BadInput(
      'usage',
      'whose shipments are they?',
      'command line',
      `Name --vendor-code: ${known || 'none is configured'}.`,
    );
  }
  const rows = await listFile(path, ['number', 'used'], terminal);
  const used = rows.map(({ line, cells }): Used => {
    const value = kind === 'sscc' ? sscc(cells.number.replace(/\s/g, '')) : cells.number.trim();
    if (value === undefined || value === '') {
      const hint =
        'An SSCC is 18 digits, or 20 with 00 in front, the last a check digit. A line is number,used: 006141410000010013,2026-03-31; the day may be left out.';
      throw badRow(path, line, `'${cells.number}' is no ${kind === 'sscc' ? 'SSCC' : 'shipment id'}`, hint);
    }
    const text = cells.used.trim();
    const day = calendarDay(text);
    if (text !== '' && day === undefined) throw badRow(path, line, `'${text}' is no day`, 'Write it as 2026-03-31.');
    return {
      value: kind === 'sscc' ? value : `${account}:${value}`,
      usedAt: day === undefined ? at : instant(new Date(`${day}T00:00:00Z`)),
    };
  });
  const name = `${USED_ELSEWHERE}${path.replace(/^.*[/\\]/, '')}`.slice(0, 200);
  for (const usedAt of new Set(used.map((one) => one.usedAt))) {
    const numbers = used
      .filter((one) => one.usedAt === usedAt)
      .map(({ value }): Pick<UsedNumber, 'kind' | 'value'> => ({ kind, value }));
    await stores.usedNumbers.claim(numbers, name, usedAt, rememberedSince(now()));
  }
  const skipped = kind === 'sscc' ? await skipSerials(used, house) : [];
  const detail = `${used.length} ${kind}${skipped.length > 0 ? `; ${skipped.join('; ')}` : ''}`;
  await stores.audit.append({ at, who: by, action: 'import used numbers', subject: name, detail });
  const what = kind === 'sscc' ? 'SSCC' : 'shipment id';
  await print(
    terminal,
    `${used.length} ${what}${used.length === 1 ? '' : 's'} noted as used${skipped.length > 0 ? `; ${skipped.join('; ')}` : ''}`,
  );
}

function onlyAccount({ world }: House): string | undefined {
  const [only, ...others] = world.partners.all();
  return others.length === 0 ? only?.vendorCode : undefined;
}

/** Numbers above half of what an account has are passed over one by one: whoever drew them at random would leave us none. */
async function skipSerials(used: readonly Used[], { world }: House): Promise<string[]> {
  const told: string[] = [];
  for (const prefix of new Set(world.partners.all().map(({ gs1CompanyPrefix }) => gs1CompanyPrefix))) {
    const serials = used.flatMap(({ value }) => {
      const code = sscc(value);
      return code === undefined ? [] : (serialOf(code, prefix) ?? []);
    });
    const usual = serials.filter((serial) => serial < serialsOf(prefix) / 2);
    if (usual.length === 0) continue;
    const highest = usual.reduce((a, b) => Math.max(a, b), 0);
    await world.stores.sequences.skipTo(sequenceName(prefix), highest);
    told.push(`serials of ${prefix} go on above ${highest}`);
  }
  return told;
}
