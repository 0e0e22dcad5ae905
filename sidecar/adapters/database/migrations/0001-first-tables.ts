// Old code may still run: there is none before this.
import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';
import { type ColumnTypes, dialectOf } from '../dialect.ts';

/** Every table of the first release. MySQL cannot roll tables back, so a run that broke off goes on where it was. */
export class FirstTables0000000000001 implements MigrationInterface {
  readonly name = 'FirstTables0000000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(dialectOf(queryRunner.dataSource).types)) await queryRunner.createTable(table, true);
    // The first link of the audit chain: appending locks this row.
    const heads: unknown[] = await queryRunner.query('SELECT id FROM audit_head');
    if (heads.length === 0) {
      await queryRunner.query(`INSERT INTO audit_head (id, sequence_number, hash) VALUES (1, 0, '')`);
    }
  }

  async down(): Promise<void> {
    throw new Error('These tables are the books: restore the backup instead of dropping them.');
  }
}

function tables(types: ColumnTypes): Table[] {
  const text = (name: string, length: number): TableColumnOptions => ({ name, ...types.text(length) });
  const key = (name: string, length: number): TableColumnOptions => ({ ...text(name, length), isPrimary: true });
  const id = (name = 'id') => key(name, 36);
  const longText = (name: string): TableColumnOptions => ({ name, ...types.longText });
  /** ISO 8601 in UTC with milliseconds: sorts as text, and no database's time zone touches it. */
  const instant = (name: string) => text(name, 24);
  const whole = (name: string): TableColumnOptions => ({ name, type: 'bigint' });
  const keyWhole = (name: string): TableColumnOptions => ({ ...whole(name), isPrimary: true });
  const figure = (name: string): TableColumnOptions => ({ name, type: 'double' });
  const maybe = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isNullable: true });
  const decimal = (name: string) => text(name, 64);
  const purchaseOrderKey = () => text('purchase_order_key', 100);
  const vendorCode = () => text('vendor_code', 64);

  return [
    table(
      'inbound_document',
      [
        id(),
        text('channel', 16),
        longText('name'),
        text('hash', 64),
        whole('size'),
        instant('received_at'),
        text('state', 16),
        longText('detail'),
        whole('sightings'),
      ],
      { unique: [['channel', 'hash']], index: [['state', 'received_at'], ['received_at']] },
    ),
    table('inbound_chunk', [id('document_id'), keyWhole('position'), { name: 'bytes', ...types.bytes }]),
    // Chunks that are being written and belong to no document yet; what stays here is swept.
    table('inbound_upload', [id(), instant('started_at')], { index: [['started_at']] }),
    table('interchange', [
      key('sender_id', 64),
      key('receiver_id', 64),
      key('control_number', 64),
      text('hash', 64),
      text('inbound_id', 64),
      instant('seen_at'),
    ]),
    table(
      'outbound_document',
      [
        id(),
        text('document_key', 255),
        text('kind', 40),
        vendorCode(),
        maybe(text('purchase_order_number', 100)),
        maybe(purchaseOrderKey()),
        text('channel', 16),
        longText('content'),
        longText('raw'),
        longText('file_name'),
        whole('control_number'),
        text('functional_id', 16),
        longText('reference'),
        text('delivered', 16),
        text('acknowledged', 24),
        longText('problems'),
        instant('prepared_at'),
        maybe(instant('delivered_at')),
        maybe(instant('acknowledged_at')),
      ],
      {
        unique: [['document_key']],
        index: [
          ['vendor_code', 'functional_id', 'control_number'],
          ['purchase_order_key'],
          ['acknowledged', 'prepared_at'],
          ['delivered', 'prepared_at'],
          ['prepared_at'],
        ],
      },
    ),
    table('sequence', [key('name', 191), whole('latest')]),
    table('sequence_range', [
      key('name', 191),
      key('range_key', 255),
      keyWhole('part'),
      whole('first_serial'),
      whole('serial_count'),
    ]),
    table(
      'purchase_order',
      [
        key('purchase_order_key', 100),
        whole('version'),
        vendorCode(),
        longText('document'),
        instant('first_received_at'),
        instant('acknowledge_by'),
        // acknowledge_by while nothing was acknowledged, else null: what the board is sorted by.
        maybe(instant('unanswered_until')),
        text('progress', 24),
        whole('line_count'),
        whole('open_doubts'),
        whole('accepted_eaches'),
        whole('shipped_eaches'),
        maybe(text('order_reference', 255)),
      ],
      { index: [['unanswered_until'], ['first_received_at'], ['progress']] },
    ),
    table('purchase_order_version', [
      key('purchase_order_key', 100),
      keyWhole('version'),
      longText('document'),
      longText('changes'),
      instant('received_at'),
    ]),
    table(
      'purchase_order_sighting',
      [id(), purchaseOrderKey(), whole('version'), text('channel', 16), text('inbound_id', 64), instant('seen_at')],
      { index: [['purchase_order_key', 'id']] },
    ),
    table('decision', [id(), purchaseOrderKey(), whole('version'), instant('decided_at'), longText('decided_lines')], {
      index: [['purchase_order_key', 'version', 'id']],
    }),
    table(
      'discrepancy',
      [
        id(),
        text('discrepancy_key', 255),
        text('kind', 64),
        maybe(purchaseOrderKey()),
        longText('subject'),
        longText('summary'),
        longText('detail'),
        instant('raised_at'),
        maybe(instant('due_by')),
        // due_by, or the end of time where it costs nothing yet: databases disagree where null sorts.
        instant('due_order'),
        text('state', 16),
        maybe(longText('resolution')),
        maybe(text('settled_by', 255)),
        maybe(instant('settled_at')),
      ],
      {
        unique: [['discrepancy_key']],
        index: [['state', 'due_order'], ['due_order'], ['purchase_order_key']],
      },
    ),
    table('item_reference', [
      key('vendor_code', 64),
      key('match_kind', 16),
      key('match_value', 100),
      text('id_kind', 16),
      text('id_value', 100),
      text('sku', 255),
      maybe(decimal('agreed_cost')),
    ]),
    table('carrier_map', [key('carrier_key', 255), key('title_key', 255), text('scac', 4)]),
    table(
      'dispatch',
      [
        key('id', 191),
        purchaseOrderKey(),
        whole('revision'),
        instant('dispatched_at'),
        longText('document'),
        instant('kept_at'),
      ],
      { index: [['purchase_order_key', 'dispatched_at']] },
    ),
    table(
      'invoice',
      [
        key('number_key', 64),
        text('dispatch_id', 191),
        purchaseOrderKey(),
        longText('document'),
        maybe(text('outbound_id', 64)),
        decimal('paid'),
        text('state', 16),
        instant('kept_at'),
      ],
      { unique: [['dispatch_id']], index: [['purchase_order_key'], ['state', 'kept_at'], ['kept_at']] },
    ),
    table(
      'remittance',
      [key('payment_number', 100), longText('header'), text('inbound_id', 64), instant('received_at')],
      { index: [['received_at']] },
    ),
    table('remittance_line', [key('payment_number', 100), keyWhole('place'), longText('document')]),
    table(
      'remittance_match',
      [key('payment_number', 100), keyWhole('place'), longText('document'), maybe(text('invoice_key', 64))],
      { index: [['invoice_key']] },
    ),
    table('inbox', [key('source', 100), key('event_id', 191), instant('seen_at')]),
    table('inbox_cursor', [key('source', 100), longText('read_to')]),
    table('stock_position', [
      key('sku', 255),
      whole('sequence_number'),
      figure('salable'),
      figure('in_pool_sources'),
      figure('amazon_reserved'),
      figure('buffer'),
      instant('changed_at'),
    ]),
    table('audit_head', [keyWhole('id'), whole('sequence_number'), text('hash', 64)]),
    table(
      'audit_entry',
      [
        keyWhole('sequence_number'),
        instant('happened_at'),
        text('who', 255),
        longText('action'),
        text('subject', 255),
        longText('detail'),
        text('hash', 64),
      ],
      { index: [['subject', 'sequence_number']] },
    ),
    table(
      'journal',
      [
        id(),
        text('saga', 64),
        text('saga_key', 191),
        longText('state'),
        text('step', 100),
        text('status', 16),
        whole('attempts'),
        maybe(instant('failing_since')),
        instant('wake_at'),
        // wake_at while the run may be claimed, null when it rests: the index of due work stays short.
        maybe(instant('due_from')),
        longText('awaiting'),
        instant('opened_at'),
        instant('changed_at'),
        text('lease_owner', 191),
        // Empty without a lease, which sorts before every instant.
        text('leased_until', 24),
        whole('lease_ms'),
        whole('woken'),
        whole('entry_count'),
      ],
      {
        unique: [['saga', 'saga_key']],
        index: [
          ['due_from', 'id'],
          ['changed_at', 'id'],
          ['status', 'changed_at'],
        ],
      },
    ),
    table('journal_entry', [
      id('journal_id'),
      keyWhole('position'),
      instant('happened_at'),
      text('step', 100),
      text('event', 16),
      longText('detail'),
    ]),
  ];
}

function table(
  name: string,
  columns: TableColumnOptions[],
  keys: { unique?: string[][]; index?: string[][] } = {},
): Table {
  const indices = [
    ...(keys.unique ?? []).map((columnNames) => ({
      columnNames,
      isUnique: true,
      name: `uq_${name}_${columnNames.join('_')}`,
    })),
    ...(keys.index ?? []).map((columnNames) => ({ columnNames, name: `ix_${name}_${columnNames.join('_')}` })),
  ];
  return new Table({ name, columns, indices: indices.map((index) => ({ ...index, name: index.name.slice(0, 64) })) });
}
