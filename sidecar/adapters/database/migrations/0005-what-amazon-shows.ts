// Old code may still run: it neither reads nor writes this table.
import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';
import { dialectOf } from '../dialect.ts';

/** Each order as Amazon showed it when it was last asked: what it counts as accepted, and what it says has arrived. */
export class WhatAmazonShows0000000000005 implements MigrationInterface {
  readonly name = 'WhatAmazonShows0000000000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    const { types } = dialectOf(queryRunner.dataSource);
    const text = (name: string, length: number): TableColumnOptions => ({ name, ...types.text(length) });
    await queryRunner.createTable(
      new Table({
        name: 'shown_order',
        columns: [
          { ...text('purchase_order_key', 100), isPrimary: true },
          text('shown_at', 24),
          { name: 'document', ...types.longText },
        ],
      }),
      // MySQL cannot roll a table back, so a run that broke off goes on where it was.
      true,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('shown_order', true);
  }
}
