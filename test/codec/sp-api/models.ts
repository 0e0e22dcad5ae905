import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

type Schema = Record<string, unknown>;

const DECIMAL = '^-?(0|([1-9]\\d*))(\\.\\d+)?([eE][+-]?\\d+)?$';

const path = createRequire(import.meta.url).resolve('@selling-partner-api/models/merged.json');
const merged = JSON.parse(readFileSync(path, 'utf8')) as { components: { schemas: Record<string, Schema> } };
const schemas = Object.fromEntries(
  Object.entries(merged.components.schemas)
    .filter(([name]) => /^vendor(Orders|Shipments|Invoices|TransactionStatus)_/.test(name))
    .map(([name, schema]) => {
      // The models state the pattern of a Decimal in words only, and drop fields that they do not know.
      if (name.endsWith('_Decimal')) return [name, { ...schema, pattern: DECIMAL }];
      return [name, schema.type === 'object' ? { ...schema, additionalProperties: false } : schema];
    }),
);
const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
addFormats.default(ajv);
ajv.addSchema({ $id: 'amazon', components: { schemas } });

/** What a body breaks of Amazon's own model, fields that the model does not know included; empty where it is sound. */
export function breaches(schema: string, body: unknown): string[] {
  const validate = ajv.getSchema(`amazon#/components/schemas/${schema}`);
  if (!validate) throw new Error(`${schema} is no schema of the vendor models`);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
