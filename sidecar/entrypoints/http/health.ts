import type { Express } from 'express';
import type { ConsoleDeps } from './deps.ts';

/** For machines that watch us. Open to any host name, as a scraper knows us by its own. */
export function health(app: Express, deps: ConsoleDeps): void {
  app.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  app.get('/readyz', async (_request, response) => {
    const readiness = await deps.ready();
    response.status(readiness.ok ? 200 : 503).json(readiness);
  });
  app.get('/metrics', async (_request, response) => {
    response.type('text/plain; version=0.0.4; charset=utf-8').send(await deps.metrics());
  });
}
