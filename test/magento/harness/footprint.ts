import type { Magento } from './use.ts';

/** All that a module may leave in a database, to be compared before and after. */
export async function footprint(magento: Magento): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [what, query] of Object.entries(QUERIES)) {
    const rows = await magento.sql(query);
    found[what] = rows.map((row) => Object.values(row).map(String).join(' | ')).sort();
  }
  found.triggers = (found.triggers ?? []).map(inAnyOrder);
  return found;
}

/** Magento writes a trigger anew at each subscription, with other white space and in another order. */
function inAnyOrder(trigger: string): string {
  const [name, text = ''] = trigger.split(' | ');
  const statements = text.replace(/^\s*BEGIN\s|\sEND\s*$/g, '').split(';');
  return `${name} | ${statements
    .map((each) => each.replace(/\s+/g, ' ').trim())
    .sort()
    .join('; ')}`;
}

const QUERIES: Readonly<Record<string, string>> = {
  columns: `SELECT table_name t, column_name c, column_type y, is_nullable n, column_default d
    FROM information_schema.columns WHERE table_schema = DATABASE()`,
  keys: `SELECT table_name t, index_name i, column_name c, non_unique n, seq_in_index s
    FROM information_schema.statistics WHERE table_schema = DATABASE()`,
  foreignKeys: `SELECT table_name t, constraint_name c, referenced_table_name r
    FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()`,
  triggers: `SELECT trigger_name t, action_statement s FROM information_schema.triggers WHERE trigger_schema = DATABASE()`,
  modules: 'SELECT module FROM setup_module',
  patches: 'SELECT patch_name FROM patch_list',
  settings: 'SELECT scope, scope_id, path, value FROM core_config_data',
  attributes: 'SELECT entity_type_id, attribute_code FROM eav_attribute',
  attributeGroups: 'SELECT attribute_set_id, attribute_group_name FROM eav_attribute_group',
  sources: 'SELECT source_code, enabled FROM inventory_source',
  sourceLinks: 'SELECT stock_id, source_code FROM inventory_source_stock_link',
  customerGroups: 'SELECT customer_group_code FROM customer_group',
  indexers: 'SELECT indexer_id FROM indexer_state',
  views: 'SELECT view_id, mode FROM mview_state',
  queues: 'SELECT name FROM queue',
  reservations: 'SELECT stock_id, sku, quantity FROM inventory_reservation',
  // Magento's own note of what it has imported from its files.
  flags: "SELECT flag_code FROM flag WHERE flag_code <> 'config_hash'",
  jobs: 'SELECT DISTINCT job_code FROM cron_schedule',
  rights: 'SELECT role_id, resource_id FROM authorization_rule',
  bookmarks: 'SELECT user_id, namespace FROM ui_bookmark',
  orderStates: 'SELECT status FROM sales_order_status',
  integrations: "SELECT name FROM integration WHERE name NOT LIKE 'test %'",
};
