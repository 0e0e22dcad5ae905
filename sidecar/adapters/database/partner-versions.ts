import { EntitySchema } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import type { PartnerVersion } from '../../domain/partner-version.ts';
import { TradingPartner } from '../../domain/trading-partner.ts';
import type { PartnerVersions } from '../../ports/stores.ts';
import { insertUnlessTaken, keyText, keyWhole, maybeText, stored, text } from './rows.ts';
import type { Session } from './session.ts';

interface PartnerRow {
  vendorCode: string;
  number: number;
  madeAt: Instant;
  madeBy: string;
  origin: PartnerVersion['origin'];
  hash: string;
  note: string;
  partner: string;
  fileSays: string | null;
}

const PartnerSchema = new EntitySchema<PartnerRow>({
  name: 'trading_partner',
  columns: {
    vendorCode: keyText('vendor_code'),
    number: keyWhole('version'),
    madeAt: text('made_at'),
    madeBy: text('made_by'),
    origin: text('origin'),
    hash: text('content_hash'),
    note: text('note'),
    partner: text('partner'),
    fileSays: maybeText('file_says'),
  },
});

export const partnerSchemas = [PartnerSchema];

export function databasePartnerVersions(session: Session): PartnerVersions {
  const find = async (vendorCode: string, number: number) => {
    const row = await session.run((rows) => rows.findOneBy(PartnerSchema, { vendorCode, number }));
    return row ? fromRow(row) : undefined;
  };
  return {
    async keep({ at, by, partner, fileSays, ...version }) {
      const row: PartnerRow = {
        ...version,
        madeAt: at,
        madeBy: by,
        partner: JSON.stringify(partner),
        fileSays: fileSays ? JSON.stringify(fileSays) : null,
      };
      return session.run((rows) => insertUnlessTaken(rows, PartnerSchema, row));
    },

    find,

    async newest(known = new Map()) {
      const heads = await session.run((rows) =>
        rows
          .createQueryBuilder(PartnerSchema, 'partner')
          .select('partner.vendorCode', 'vendorCode')
          .addSelect('MAX(partner.number)', 'number')
          .groupBy('partner.vendorCode')
          .orderBy('partner.vendorCode')
          .getRawMany<{ vendorCode: string; number: number | string }>(),
      );
      const newer = heads.filter(({ vendorCode, number }) => Number(number) > (known.get(vendorCode) ?? 0));
      const found = await Promise.all(newer.map(({ vendorCode, number }) => find(vendorCode, Number(number))));
      return found.filter((version) => version !== undefined);
    },

    async history(vendorCode) {
      const found = await session.run((rows) =>
        rows.find(PartnerSchema, { where: { vendorCode }, order: { number: 'DESC' } }),
      );
      return found.map(fromRow);
    },
  };
}

function fromRow({ madeAt, madeBy, partner, fileSays, ...row }: PartnerRow): PartnerVersion {
  const what = `version ${row.number} of the account ${row.vendorCode}`;
  return {
    ...row,
    at: madeAt,
    by: madeBy,
    // Names that an older release did not know get their defaults here.
    partner: stored(TradingPartner, partner, what),
    fileSays: fileSays === null ? undefined : stored(TradingPartner, fileSays, what),
  };
}
