// Old code may still run: it neither reads nor writes these tables; what it sends meanwhile is not in them.
import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';
import { dialectOf } from '../dialect.ts';

/** What the checks said of each document that leaves, and the numbers that must not come twice within a year. */
export class ChecksBeforeSending0000000000002 implements MigrationInterface {
  readonly name = 'ChecksBeforeSending0000000000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    const { types } = dialectOf(queryRunner.dataSource);
    const text = (name: string, length: number): TableColumnOptions => ({ name, ...types.text(length) });
    const key = (name: string, length: number): TableColumnOptions => ({ ...text(name, length), isPrimary: true });
    const tables = [
      new Table({
        name: 'document_check',
        columns: [
          key('document_key', 255),
          text('purchase_order_key', 100),
          { name: 'findings', ...types.longText },
          text('checked_at', 24),
        ],
        indices: [{ name: 'ix_document_check_purchase_order_key', columnNames: ['purchase_order_key'] }],
      }),
      new Table({
        name: 'used_number',
        columns: [key('number_kind', 16), key('number_value', 128), key('used_by', 255), text('used_at', 24)],
      }),
    ];
    // MySQL cannot roll tables back, so a run that broke off goes on where it was.
    for (const table of tables) await queryRunner.createTable(table, true);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ['used_number', 'document_check']) await queryRunner.dropTable(name, true);
  }
}
