// Old code may still run while every account is live: it reads neither the new tables nor the new columns, and would
// send what a mode other than live holds back.
import { type MigrationInterface, type QueryRunner, Table, TableColumn, type TableColumnOptions } from 'typeorm';
import { dialectOf } from '../dialect.ts';

/** The settings of each account, version by version; which of them counted; what was held back, and what a shadow saw. */
export class PartnerVersions0000000000003 implements MigrationInterface {
  readonly name = 'PartnerVersions0000000000003';

  async up(queryRunner: QueryRunner): Promise<void> {
    const { types } = dialectOf(queryRunner.dataSource);
    const text = (name: string, length: number): TableColumnOptions => ({ name, ...types.text(length) });
    const key = (name: string, length: number): TableColumnOptions => ({ ...text(name, length), isPrimary: true });
    const longText = (name: string): TableColumnOptions => ({ name, ...types.longText });
    const maybe = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isNullable: true });
    const tables = [
      new Table({
        name: 'trading_partner',
        columns: [
          key('vendor_code', 64),
          { name: 'version', type: 'bigint', isPrimary: true },
          text('made_at', 24),
          longText('made_by'),
          text('origin', 16),
          text('content_hash', 64),
          longText('note'),
          longText('partner'),
          maybe(longText('file_says')),
        ],
      }),
      new Table({
        name: 'shadow_comparison',
        columns: [
          key('document_key', 255),
          text('kind', 32),
          text('vendor_code', 64),
          maybe(text('purchase_order_number', 255)),
          text('heard_from', 16),
          longText('differences'),
          text('compared_at', 24),
        ],
        indices: [{ name: 'ix_shadow_comparison_compared_at', columnNames: ['compared_at'] }],
      }),
    ];
    // MySQL cannot roll tables back, so a run that broke off goes on where it was.
    for (const table of tables) await queryRunner.createTable(table, true);
    const version: TableColumnOptions = { name: 'partner_version', type: 'bigint' };
    for (const [table, column] of [
      ['outbound_document', text('mode', 16)],
      ['outbound_document', version],
      ['decision', version],
    ] as const) {
      if (await queryRunner.hasColumn(table, column.name)) continue;
      await queryRunner.addColumn(table, new TableColumn(maybe(column)));
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('decision', 'partner_version');
    await queryRunner.dropColumns('outbound_document', ['partner_version', 'mode']);
    for (const name of ['shadow_comparison', 'trading_partner']) await queryRunner.dropTable(name, true);
  }
}
