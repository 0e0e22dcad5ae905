import express, { Router } from 'express';
import type { ConsoleDeps } from '../deps.ts';
import { ownJsonOnly } from '../guards.ts';
import { sendFile } from '../labels.ts';
import { Refusal, unknownAddress } from '../refusal.ts';
import { offered, openApi } from './openapi.ts';
import { answersFile, type Route } from './routes.ts';

/** The console's equal for programs. */
export function api(deps: ConsoleDeps): Router {
  const router = Router();
  router.get('/openapi.json', (_request, response) => {
    response.json(openApi(deps));
  });
  for (const route of offered(deps)) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    const guards = route.method === 'post' ? [ownJsonOnly, express.json({ limit: '64kb' })] : [];
    router[route.method](path, ...guards, async (request, response) => {
      const query = readQuery(route, request.query);
      if (answersFile(route)) sendFile(response, await route.run({ request, query, deps }));
      else response.json(await route.run({ request, query, deps }));
    });
  }
  router.use(unknownAddress);
  return router;
}

function readQuery(route: Route, query: unknown): Record<string, unknown> {
  if (!route.query) return {};
  const parsed = route.query.safeParse(query);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  throw new Refusal(
    400,
    'invalid-request',
    `${place}: ${issue?.message ?? 'invalid'}`,
    place,
    'See /api/v1/openapi.json.',
  );
}
