import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** Validates bodies against Amazon's own OpenAPI models. */
export interface Models {
  /** Breaches of the model, each with the path in the body; empty when it holds. */
  breaches(schema: string, body: unknown): Breach[];
  /** Fields that the model does not know: Amazon drops them silently, which is seldom what the sender meant. */
  strangers(schema: string, body: unknown): string[];
}

export interface Breach {
  path: string;
  message: string;
}

type Schema = Record<string, unknown>;

/** The models' Decimal states this pattern in its description only. */
const DECIMAL_PATTERN = '^-?(0|([1-9]\\d*))(\\.\\d+)?([eE][+-]?\\d+)?$';
const VENDOR_MODELS =
  /^(vendor(Orders|Shipments|Invoices|TransactionStatus|DirectFulfillment(Inventory|Transactions)V1)|notifications)_/;

let loading: Promise<Models> | undefined;

/** 8 MB of JSON, read when first asked for and kept for the life of the process. */
export function loadModels(): Promise<Models> {
  loading ??= read();
  return loading;
}

async function read(): Promise<Models> {
  const path = createRequire(import.meta.url).resolve('@selling-partner-api/models/merged.json');
  const merged = JSON.parse(await readFile(path, 'utf8')) as { components: { schemas: Record<string, Schema> } };
  const schemas = Object.fromEntries(
    Object.entries(merged.components.schemas).filter(([name]) => VENDOR_MODELS.test(name)),
  );
  for (const [name, schema] of Object.entries(schemas)) if (name.endsWith('_Decimal')) schema.pattern = DECIMAL_PATTERN;
  const lenient = compiler(schemas);
  const strict = compiler(closed(schemas));
  return {
    breaches: (schema, body) => run(lenient(schema), body).map(asBreach),
    strangers: (schema, body) =>
      run(strict(schema), body)
        .filter(({ keyword }) => keyword === 'additionalProperties')
        .map(({ instancePath, params }) => jsonPath(`${instancePath}/${String(params.additionalProperty)}`)),
  };
}

function compiler(schemas: Record<string, Schema>): (schema: string) => ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  for (const format of ['int64', 'boolean']) ajv.addFormat(format, true);
  ajv.addSchema({ $id: 'amazon', components: { schemas } });
  const compiled = new Map<string, ValidateFunction>();
  return (schema) => {
    const validate = compiled.get(schema) ?? ajv.compile({ $ref: `amazon#/components/schemas/${schema}` });
    compiled.set(schema, validate);
    return validate;
  };
}

/** The same models, every object closed to fields it does not name. */
function closed(schemas: Record<string, Schema>): Record<string, Schema> {
  const text = JSON.stringify(schemas, (_key, value: unknown) =>
    isSchema(value) && value.type === 'object' && value.properties ? { ...value, additionalProperties: false } : value,
  );
  return JSON.parse(text) as Record<string, Schema>;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function run(validate: ValidateFunction, body: unknown): ErrorObject[] {
  return validate(body) ? [] : [...(validate.errors ?? [])];
}

function asBreach({ instancePath, message, params, keyword }: ErrorObject): Breach {
  const detail = keyword === 'enum' ? `: ${String(params.allowedValues)}` : '';
  const missing = keyword === 'required' ? `/${String(params.missingProperty)}` : '';
  return { path: jsonPath(instancePath + missing), message: `${message ?? 'is not valid'}${detail}` };
}

/** `/acknowledgements/0/items` as people write it: `acknowledgements[0].items`. */
function jsonPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : path ? `${path}.${step}` : step), '');
}
