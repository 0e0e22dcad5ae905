// Old code may still run: it sends each dispatch by itself, without what people said of its carriage.
import { type MigrationInterface, type QueryRunner, Table, TableColumn, type TableColumnOptions } from 'typeorm';
import { dialectOf } from '../dialect.ts';

/** How carriers move goods, what people say of single dispatches, and which dispatches stand on one truck. */
export class HowGoodsTravel0000000000004 implements MigrationInterface {
  readonly name = 'HowGoodsTravel0000000000004';

  async up(queryRunner: QueryRunner): Promise<void> {
    const { types } = dialectOf(queryRunner.dataSource);
    const text = (name: string, length: number): TableColumnOptions => ({ name, ...types.text(length) });
    const key = (name: string, length: number): TableColumnOptions => ({ ...text(name, length), isPrimary: true });
    const maybe = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isNullable: true });
    const tables = [
      new Table({
        name: 'carriage',
        columns: [
          key('subject_kind', 16),
          key('subject_key', 191),
          text('subject_id', 191),
          { name: 'document', ...types.longText },
          text('said_by', 255),
          text('said_at', 24),
        ],
        indices: [{ name: 'ix_carriage_said_at', columnNames: ['said_at'] }],
      }),
      new Table({
        name: 'truck_load',
        columns: [
          key('id', 191),
          text('load_key', 255),
          // load_key while the load is open, else null: two open loads of one truck cannot be.
          maybe(text('open_key', 255)),
          text('closes_at', 24),
          { name: 'joined', type: 'int' },
        ],
        indices: [{ name: 'uq_truck_load_open_key', columnNames: ['open_key'], isUnique: true }],
      }),
      new Table({
        name: 'truck_load_part',
        columns: [
          key('dispatch_id', 191),
          text('load_id', 191),
          { name: 'place', type: 'int' },
          { name: 'notice', ...types.longText },
        ],
        indices: [{ name: 'ix_truck_load_part_load_id', columnNames: ['load_id', 'place'] }],
      }),
    ];
    // MySQL cannot roll tables back, so a run that broke off goes on where it was.
    for (const table of tables) await queryRunner.createTable(table, true);
    if (!(await queryRunner.hasColumn('carrier_map', 'method'))) {
      await queryRunner.addColumn('carrier_map', new TableColumn(maybe(text('method', 24))));
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('carrier_map', 'method');
    for (const name of ['truck_load_part', 'truck_load', 'carriage']) await queryRunner.dropTable(name, true);
  }
}
