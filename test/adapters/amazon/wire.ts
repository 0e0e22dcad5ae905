import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

/** One request, as it crossed the wire. */
export interface Sent {
  method: string;
  /** Path and query, percent signs and all. */
  target: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Stands between us and the simulator, hands everything on untouched, and keeps what we sent to the last byte. */
export async function recorder(target: string): Promise<{ url: string; sent: Sent[]; close(): Promise<void> }> {
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const body = Buffer.concat(chunks);
    sent.push({ method, target: url, headers, body });
    const { host: _host, connection: _connection, 'content-length': _length, ...passed } = headers;
    const answer = await fetch(target + url, {
      method,
      headers: passed as Record<string, string>,
      ...(body.length > 0 ? { body } : {}),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Parameter {
  name: string;
  in: 'query' | 'path' | 'header';
  required?: boolean;
  schema: { type?: string };
}
interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { schema: { $ref: string } } } };
}
type PathItem = Record<string, Operation> & { parameters?: Parameter[] };
type Schema = Record<string, unknown>;
interface Model {
  paths: Record<string, PathItem>;
  components: { schemas: Record<string, Schema> };
}

const MODEL = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@selling-partner-api/models/merged.json'), 'utf8'),
) as Model;
const VENDOR = /^vendor/;
/** Of a Decimal the models state the pattern in words only. */
const DECIMAL = '^-?(0|([1-9]\\d*))(\\.\\d+)?([eE][+-]?\\d+)?$';

const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
addFormats.default(ajv);
for (const format of ['int64', 'boolean']) ajv.addFormat(format, true);
ajv.addSchema({ $id: 'amazon', components: { schemas: closedVendorSchemas() } });

/** What a request breaks of Amazon's models: method, path, query, headers, and the body to the last byte. */
export function breachesOf({ method, target, headers, body }: Sent): string[] {
  const url = new URL(target, 'http://localhost');
  const found = Object.entries(MODEL.paths)
    .filter(([template]) => VENDOR.test(template.slice(1)))
    .map(([template, item]) => ({ item, match: patternOf(template).exec(url.pathname) }))
    .find(({ item, match }) => match && item[method.toLowerCase()]);
  const operation = found?.item[method.toLowerCase()];
  if (!found?.match || !operation) return [`${method} ${url.pathname} is no vendor operation`];
  const parameters = [...(found.item.parameters ?? []), ...(operation.parameters ?? [])];
  return [
    ...queryBreaches(url.searchParams, parameters),
    ...headerBreaches(headers, operation),
    ...bodyBreaches(body, operation),
  ];
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function queryBreaches(query: URLSearchParams, parameters: readonly Parameter[]): string[] {
  const known = parameters.filter((one) => one.in === 'query');
  const names = [...query.keys()];
  return [
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} is there twice`),
    ...known.filter(({ name, required }) => required && !query.has(name)).map(({ name }) => `${name} is missing`),
    ...names.flatMap((name) => {
      const parameter = known.find((one) => one.name === name);
      // Amazon drops a name that it does not know without a word, and answers as if nothing had been asked.
      if (!parameter) return [`${name} is not in the model`];
      const text = query.get(name) ?? '';
      const { type } = parameter.schema;
      const value = type === 'integer' ? Number(text) : type === 'boolean' ? { true: true, false: false }[text] : text;
      const validate = ajv.compile(parameter.schema);
      const wrong = validate(value) ? [] : [`${name} '${text}' ${ajv.errorsText(validate.errors)}`];
      const zoned = /^\d{4}-\d\d-\d\dT/.test(text) && !text.endsWith('Z') ? [`${name} '${text}' is not in Z`] : [];
      return [...wrong, ...zoned];
    }),
  ];
}

function headerBreaches(headers: IncomingHttpHeaders, { requestBody }: Operation): string[] {
  return [
    ...(headers['x-amz-access-token'] ? [] : ['x-amz-access-token is missing']),
    // `Name/Version (Language=…)`: Amazon blocks applications that do not say who they are.
    ...(/^[\w.-]+\/[\w.-]+ \(.*Language=.+\)$/.test(headers['user-agent'] ?? '') ? [] : ['user-agent names no one']),
    ...(requestBody && headers['content-type'] !== 'application/json' ? ['content-type is not JSON'] : []),
    ...(headers.authorization ? ['authorization belongs to another door'] : []),
  ];
}

function bodyBreaches(body: Buffer, { requestBody, operationId }: Operation): string[] {
  if (!requestBody) return body.length === 0 ? [] : [`${operationId} takes no body`];
  const text = body.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(body)) return ['the body is no UTF-8'];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return [`the body is no JSON: ${String(error)}`];
  }
  const { $ref } = requestBody.content['application/json'].schema;
  const validate = ajv.getSchema(`amazon${$ref}`);
  const wrong = !validate || validate(json) ? [] : [ajv.errorsText(validate.errors, { separator: '; ' })];
  // Written again it is the same, byte for byte: no field twice, no number that a reader would round, no sign of another kind.
  const lossless = JSON.stringify(json) === text ? [] : ['the body is not what its reader would write'];
  return [...(validate ? [] : [`${$ref} is not in the model`]), ...wrong, ...lossless];
}

/** The vendor models, every object closed: a field that Amazon does not know is dropped, and was meant for something. */
function closedVendorSchemas(): Record<string, Schema> {
  const schemas = Object.fromEntries(Object.entries(MODEL.components.schemas).filter(([name]) => VENDOR.test(name)));
  for (const [name, schema] of Object.entries(schemas)) if (name.endsWith('_Decimal')) schema.pattern = DECIMAL;
  const text = JSON.stringify(schemas, (_key, value: unknown) =>
    isObject(value) && value.type === 'object' && value.properties ? { ...value, additionalProperties: false } : value,
  );
  return JSON.parse(text) as Record<string, Schema>;
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
