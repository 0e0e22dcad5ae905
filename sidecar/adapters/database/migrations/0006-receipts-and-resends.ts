// Old code may still run: it does not read the new column. What waits for a receipt it takes for not delivered, and
// hands over once more where its step runs again; Amazon knows the number.
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** How often a document was handed over again by a person: each time under a name of its own. */
export class ReceiptsAndResends0000000000006 implements MigrationInterface {
  readonly name = 'ReceiptsAndResends0000000000006';

  async up(queryRunner: QueryRunner): Promise<void> {
    if (await queryRunner.hasColumn('outbound_document', 'resends')) return;
    const resends = new TableColumn({ name: 'resends', type: 'int', isNullable: true });
    await queryRunner.addColumn('outbound_document', resends);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('outbound_document', 'resends');
  }
}
