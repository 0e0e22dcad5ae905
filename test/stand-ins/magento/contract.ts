import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const CONTRACTS = new URL('../../../contracts/', import.meta.url);
const DOCUMENT_ID = 'https://vendor-bridge.example/contracts/rest/openapi.yaml';

export type OperationId =
  | 'holdStock'
  | 'listReservations'
  | 'getReservation'
  | 'adjustReservation'
  | 'releaseReservation'
  | 'createOrder'
  | 'recordDispatch'
  | 'setTracks'
  | 'queryStockPositions'
  | 'listStockPositions'
  | 'readOutbox'
  | 'acknowledgeOutbox'
  | 'getStatus';

/** One route of the document. */
export interface Operation {
  operationId: OperationId;
  method: string;
  /** `/reservations/{purchase_order_number}`. */
  template: string;
  aclResource: string;
  /** First problem in words, or undefined. */
  wrongBody(body: unknown): Wrong | undefined;
  wrongParameter(name: string, value: unknown): Wrong | undefined;
  wrongAnswer(status: number, body: unknown): Wrong | undefined;
}

export interface Wrong {
  field: string;
  why: string;
}

export interface Contract {
  version: string;
  operations: Operation[];
  find(method: string, path: string): { operation: Operation; parameters: Record<string, string> } | undefined;
  /** Checks an event, parsed, against the schema of its topic's event. */
  wrongEvent(schema: 'stock-changed.v1' | 'dispatch-recorded.v1' | 'probe.v1', event: unknown): Wrong | undefined;
}

interface Media {
  content?: Record<string, { schema: object }>;
}
interface OpenApi {
  info: { version: string };
  paths: Record<string, Record<string, unknown>>;
  components: Record<string, Record<string, unknown>>;
}
interface OpenApiOperation {
  operationId: OperationId;
  'x-magento-acl': string;
  parameters?: { $ref?: string; name?: string; schema?: object }[];
  requestBody?: Media;
  responses: Record<string, Media & { $ref?: string }>;
}

let loaded: Contract | undefined;

/** The contract, read once: it takes a tenth of a second and never changes. */
export function loadContract(): Contract {
  loaded ??= readContract();
  return loaded;
}

/** Reads the OpenAPI document and the event schemas, and makes a check of every message they describe. */
function readContract(): Contract {
  const document: OpenApi = parse(readFileSync(new URL('rest/openapi.yaml', CONTRACTS), 'utf8'));
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  addFormats.default(ajv);
  // Absolute references, so that a part of the document can be compiled on its own.
  const absolute: OpenApi = JSON.parse(JSON.stringify(document).replaceAll('"$ref":"#/', `"$ref":"${DOCUMENT_ID}#/`));
  ajv.addSchema(absolute, DOCUMENT_ID);

  const operations = Object.entries(absolute.paths).flatMap(([template, item]) =>
    Object.entries(item)
      .filter(([method]) => /^(get|put|post|delete)$/.test(method))
      .map(([method, value]) => operationOf(template, method, value as OpenApiOperation, item.parameters)),
  );
  const events = {
    'stock-changed.v1': ajv.compile(eventSchema('stock-changed.v1')),
    'dispatch-recorded.v1': ajv.compile(eventSchema('dispatch-recorded.v1')),
    'probe.v1': ajv.compile(eventSchema('probe.v1')),
  };
  return {
    version: document.info.version,
    operations,
    find(method, path) {
      for (const operation of operations) {
        if (operation.method !== method) continue;
        const parameters = match(operation.template, path);
        if (parameters) return { operation, parameters };
      }
      return undefined;
    },
    wrongEvent: (schema, event) => wrong(events[schema], event),
  };

  function operationOf(template: string, method: string, operation: OpenApiOperation, shared: unknown): Operation {
    const own = operation.parameters ?? [];
    const all = [...(Array.isArray(shared) ? (shared as typeof own) : []), ...own].map((parameter) =>
      resolve(parameter),
    );
    const parameters = new Map(all.map(({ name, schema }) => [name, ajv.compile(schema ?? {})]));
    const body = schemaOf(operation.requestBody);
    const answers = new Map(
      Object.entries(operation.responses).map(([status, response]) => [Number(status), schemaOf(resolve(response))]),
    );
    return {
      operationId: operation.operationId,
      method: method.toUpperCase(),
      template,
      aclResource: operation['x-magento-acl'],
      wrongBody: (value) => (body ? wrong(body, value) : undefined),
      wrongParameter(name, value) {
        const check = parameters.get(name);
        const problem = check && wrong(check, value);
        return problem && { ...problem, field: [name, problem.field].filter(Boolean).join('.') };
      },
      wrongAnswer(status, value) {
        if (!answers.has(status)) return { field: '', why: `${operation.operationId} never answers ${status}` };
        const check = answers.get(status);
        return check && wrong(check, value);
      },
    };
  }

  function schemaOf(media: Media | undefined): ValidateFunction | undefined {
    const schema = media?.content?.['application/json']?.schema;
    return schema && ajv.compile(schema);
  }

  function resolve<T extends { $ref?: string }>(value: T): T {
    const [, kind, name] = /components\/(\w+)\/(\w+)$/.exec(value.$ref ?? '') ?? [];
    return kind !== undefined && name !== undefined ? (absolute.components[kind]?.[name] as T) : value;
  }
}

export function eventSchema(name: 'stock-changed.v1' | 'dispatch-recorded.v1' | 'probe.v1'): object {
  return JSON.parse(readFileSync(new URL(`events/${name}.schema.json`, CONTRACTS), 'utf8'));
}

/** Names the place as the request wrote it: `reservation.lines[0].requested`. */
function wrong(check: ValidateFunction, value: unknown): Wrong | undefined {
  if (check(value)) return undefined;
  const error = check.errors?.[0];
  const extra = error?.params.additionalProperty ?? error?.params.missingProperty;
  const path = (error?.instancePath ?? '')
    .split('/')
    .slice(1)
    .concat(typeof extra === 'string' ? [extra] : []);
  const field = path
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
  return { field, why: error?.message ?? 'it does not fit' };
}

function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const here = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined) parameters[name] = decodeURIComponent(here);
    else if (part !== here) return undefined;
  }
  return parameters;
}
