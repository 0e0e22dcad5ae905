// Old code may still run: it neither writes nor reads the new table.
import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';
import { dialectOf } from '../dialect.ts';

/** Who fetches an order that Amazon pays the freight of: its 754. */
export class RoutingInstructions0000000000007 implements MigrationInterface {
  readonly name = 'RoutingInstructions0000000000007';

  async up(queryRunner: QueryRunner): Promise<void> {
    const { types } = dialectOf(queryRunner.dataSource);
    const text = (name: string, length: number): TableColumnOptions => ({ name, ...types.text(length) });
    const table = new Table({
      name: 'routing_instruction',
      columns: [
        { ...text('id', 191), isPrimary: true },
        text('purchase_order_key', 100),
        { name: 'document', ...types.longText },
        text('inbound_id', 64),
        text('received_at', 24),
      ],
      indices: [
        {
          name: 'ix_routing_instruction_purchase_order',
          columnNames: ['purchase_order_key', 'received_at'],
        },
      ],
    });
    await queryRunner.createTable(table, true);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('routing_instruction', true);
  }
}
