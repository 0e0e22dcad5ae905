import { z } from 'zod';
import type { ConsoleDeps } from '../deps.ts';
import { answersFile, ROUTES, type Route } from './routes.ts';
import { SHAPES, type ShapeName } from './shapes.ts';

const REFUSAL: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  403: 'It came from another site',
  404: 'Not kept here',
  409: 'Somebody was faster',
  415: 'The body is not JSON',
  422: 'The answer does not fit',
};

/** The description of the API, made from the table that also serves it: the two cannot differ. */
export function openApi(deps: ConsoleDeps): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of offered(deps)) {
    paths[`/api/v1${route.path}`] = { ...paths[`/api/v1${route.path}`], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${deps.title ?? 'Vendor Bridge'} API`,
      version: '1',
      description:
        'The same orders, documents and decisions as the console. Money is exact decimal text; instants are UTC; quantities of a decision are eaches.',
    },
    paths,
    components: { schemas: schemas() },
  };
}

export function offered(deps: ConsoleDeps): Route[] {
  return ROUTES.filter((route) => route.offered?.(deps) ?? true);
}

function operation(route: Route): Record<string, unknown> {
  const { method, path, summary, query, body, refusals = [] } = route;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const inPath = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const statuses = [...new Set([...(query ? [400] : []), ...refusals])];
  return {
    operationId: `${method}${path.replace(/[{}]/g, '').replace(/[/.-](\w)/g, (_whole, letter: string) => letter.toUpperCase())}`,
    summary,
    parameters: [...inPath, ...(query ? queryParameters(query) : [])],
    ...(body ? { requestBody: { required: true, content: json(reference(body)) } } : {}),
    responses: {
      200: { description: 'OK', content: answerOf(route) },
      ...Object.fromEntries(
        statuses.map((status) => [status, { description: REFUSAL[status], content: json(reference('Problem')) }]),
      ),
    },
  };
}

function answerOf(route: Route): Record<string, unknown> {
  // OpenAPI 3.1 says bytes by a media type without a schema.
  if (answersFile(route)) return { [route.answer.media]: {} };
  const one = reference(route.answer.shape);
  if (!route.answer.list) return json(one);
  return json({ type: 'object', required: ['items'], properties: { items: { type: 'array', items: one } } });
}

function queryParameters(query: z.ZodObject): Record<string, unknown>[] {
  return Object.entries(query.shape).map(([name, type]) => {
    const { $schema: _dialect, ...schema } = z.toJSONSchema(type, { io: 'output' });
    return { name, in: 'query', required: false, schema };
  });
}

/** In the form that travels: a decimal or an instant is text until we have read it. */
function schemas(): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(SHAPES)) registry.add(shape, { id });
  const made = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema]),
  );
}

function reference(name: ShapeName): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

function json(schema: unknown): Record<string, unknown> {
  return { 'application/json': { schema } };
}
