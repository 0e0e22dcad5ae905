import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadContract } from '../stand-ins/magento/contract.ts';
import { type CallStep, readScenarios } from './example.ts';

interface Operation {
  operationId: string;
  'x-magento-acl'?: string;
  responses: Record<string, unknown>;
  requestBody?: unknown;
}
interface Document {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, object> };
}

const document: Document = parse(readFileSync(new URL('../../contracts/rest/openapi.yaml', import.meta.url), 'utf8'));
const contract = loadContract();
const scenarios = readScenarios();
const steps = scenarios.flatMap(({ file, steps: all }) =>
  all.filter((step): step is CallStep => 'request' in step).map((step) => ({ file, ...step })),
);

const operations = Object.values(document.paths).flatMap((item) =>
  Object.entries(item)
    .filter(([method]) => /^(get|put|post|delete)$/.test(method))
    .map(([method, value]) => ({ method, ...(value as Operation) })),
);

describe('contracts/rest/openapi.yaml', () => {
  test('is OpenAPI 3.1 with a version of three numbers', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('has no reference that leads nowhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference]) => reference ?? '',
    );
    const lost = references.filter((reference) => {
      if (!reference.startsWith('#/')) return !fileExists(reference);
      const parts = reference.slice(2).split('/');
      return (
        parts.reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], document) ===
        undefined
      );
    });
    expect(references.length).toBeGreaterThan(50);
    expect(lost).toEqual([]);
  });

  test('has only valid JSON Schema 2020-12, and no schema that nothing uses', () => {
    const ajv = new Ajv2020({ strict: false });
    const text = JSON.stringify(document);
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect(ajv.validateSchema(schema), name).toBe(true);
      expect(text.includes(`"#/components/schemas/${name}"`), `${name} is used`).toBe(true);
    }
  });

  test('has no member that may be null: Magento leaves out what has no value', () => {
    expect(JSON.stringify(document)).not.toContain('"null"');
  });

  test('names every route once, with its permission and its refusals', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const operation of operations) {
      expect(operation['x-magento-acl'], operation.operationId).toMatch(/^VendorBridge_AmazonVendor::[a-z_]+$/);
      expect(Object.keys(operation.responses), operation.operationId).toEqual(
        expect.arrayContaining(['200', '401', '500']),
      );
      if (operation.requestBody) expect(Object.keys(operation.responses), operation.operationId).toContain('400');
    }
  });
});

describe('contracts/rest/examples', () => {
  test('show every route, and every refusal of ours', () => {
    const shown = new Set(
      steps.map(({ request }) => contract.find(request.method, pathOf(request.path))?.operation.operationId),
    );
    expect([...shown].sort()).toEqual(operations.map(({ operationId }) => operationId).sort());

    const reasons = new Set(
      [...JSON.stringify(steps).matchAll(/"reason":"([a-z_]+)","<<rest>>"/g)].map(([, reason]) => reason),
    );
    const { enum: all } = document.components.schemas.RefusalReason as { enum: string[] };
    expect([...reasons].sort()).toEqual([...all].sort());
  });

  test('show every reason for a short line', () => {
    const { enum: all } = document.components.schemas.ShortReason as { enum: string[] };
    const text = JSON.stringify(steps.map(({ response }) => response));
    expect(all.filter((reason) => !text.includes(`"reason":"${reason}"`))).toEqual([]);
  });

  test('send only what the contract allows, unless they are refused for it', () => {
    const wrong = steps.flatMap(({ file, name, request, response }) => {
      const found = contract.find(request.method, pathOf(request.path));
      if (response.status === 400 || !found?.operation.wrongBody) return [];
      const problem = found.operation.wrongBody(cursorFilled(request.body));
      return problem ? [`${file}, ${name}: ${problem.field} ${problem.why}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  test('share no product and no purchase order, so that they run in any order', () => {
    const skus = scenarios.flatMap(({ products }) => products.map(({ sku }) => sku));
    expect(new Set(skus).size).toBe(skus.length);
    const owners = new Map<string, Set<string>>();
    for (const { file, request } of steps) {
      for (const [, number] of JSON.stringify(request).matchAll(/"purchase_order_number":"([^"]+)"/g)) {
        owners.set(number ?? '', (owners.get(number ?? '') ?? new Set()).add(file));
      }
    }
    expect([...owners].filter(([, files]) => files.size > 1)).toEqual([]);
  });
});

function pathOf(path: string): string {
  return path.replace(/\?.*/, '').replace('<<dispatch>>', 'dispatch-1').replace('<<shipment>>', '1');
}

/** What an earlier answer gives is not known here; a cursor stands for any. */
function cursorFilled(body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body).replace('<<mark>>', '1'));
}

function fileExists(reference: string): boolean {
  try {
    readFileSync(new URL(reference, new URL('../../contracts/rest/', import.meta.url)));
    return true;
  } catch {
    return false;
  }
}
