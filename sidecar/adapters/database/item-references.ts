import { EntitySchema, In } from 'typeorm';
import { gtin14, type ProductId } from '../../domain/identifiers.ts';
import type { DecimalText } from '../../domain/money.ts';
import type { ItemReferences } from '../../ports/stores.ts';
import { keyText, maybeText, put, text } from './rows.ts';
import type { Session } from './session.ts';

interface ReferenceRow {
  vendorCode: string;
  /** `gtin` for UPC, EAN and GTIN alike, else the kind itself. */
  matchKind: ProductId['kind'];
  /** 14 digits for a GTIN, else the value as received. */
  matchValue: string;
  kind: ProductId['kind'];
  value: string;
  sku: string;
  agreedCost: DecimalText | null;
}

const ReferenceSchema = new EntitySchema<ReferenceRow>({
  name: 'item_reference',
  columns: {
    vendorCode: keyText('vendor_code'),
    matchKind: keyText('match_kind'),
    matchValue: keyText('match_value'),
    kind: text('id_kind'),
    value: text('id_value'),
    sku: text('sku'),
    agreedCost: maybeText('agreed_cost'),
  },
});

export const itemReferenceSchemas = [ReferenceSchema];

export function databaseItemReferences(session: Session): ItemReferences {
  return {
    async find(vendorCode, productIds) {
      if (productIds.length === 0) return undefined;
      const wanted = productIds.map(match);
      const candidates = await session.run((rows) =>
        rows.findBy(ReferenceSchema, { vendorCode, matchValue: In(wanted.map(({ matchValue }) => matchValue)) }),
      );
      for (const { matchKind, matchValue } of wanted) {
        const known = candidates.find((row) => row.matchKind === matchKind && row.matchValue === matchValue);
        if (known) return ours(known);
      }
      return undefined;
    },

    async learn(vendorCode, productId, sku, agreedCost) {
      const row: ReferenceRow = {
        vendorCode,
        ...match(productId),
        kind: productId.kind,
        value: productId.value,
        sku,
        agreedCost: agreedCost ?? null,
      };
      const { matchKind, matchValue } = row;
      await session.transaction(async (rows) => {
        const known = await rows.findOne(ReferenceSchema, {
          where: { vendorCode, matchKind, matchValue },
          ...session.dialect.lockRow,
        });
        const agreed = row.agreedCost ?? (known?.sku === sku ? known.agreedCost : null);
        await put(rows, ReferenceSchema, { ...row, agreedCost: agreed }, ['vendorCode', 'matchKind', 'matchValue']);
      });
    },

    async list(vendorCode) {
      const found = await session.run((rows) =>
        rows.find(ReferenceSchema, {
          where: { vendorCode },
          order: { sku: 'ASC', matchKind: 'ASC', matchValue: 'ASC' },
        }),
      );
      return found.map((row) => ({ productId: { kind: row.kind, value: row.value }, ...ours(row) }));
    },
  };
}

function match({ kind, value }: ProductId): Pick<ReferenceRow, 'matchKind' | 'matchValue'> {
  const isGtin = kind === 'upc' || kind === 'ean' || kind === 'gtin';
  return isGtin ? { matchKind: 'gtin', matchValue: gtin14(value) ?? value } : { matchKind: kind, matchValue: value };
}

function ours({ sku, agreedCost }: ReferenceRow): { sku: string; agreedCost?: DecimalText } {
  return { sku, ...(agreedCost === null ? {} : { agreedCost }) };
}
