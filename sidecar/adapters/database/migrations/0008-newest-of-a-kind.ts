// Old code may still run: an index more, and no column.
import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const NAME = 'outbound_document_kind';

/** The newest report of an account is asked for each time that one is made: not by way of every document it ever sent. */
export class NewestOfAKind0000000000008 implements MigrationInterface {
  readonly name = 'NewestOfAKind0000000000008';

  async up(queryRunner: QueryRunner): Promise<void> {
    const table = await queryRunner.getTable('outbound_document');
    if (table?.indices.some(({ name }) => name === NAME)) return;
    const columnNames = ['vendor_code', 'kind', 'prepared_at'];
    await queryRunner.createIndex('outbound_document', new TableIndex({ name: NAME, columnNames }));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('outbound_document', NAME);
  }
}
