// Whether the process answers. Not whether it is ready: a shop that is away is no reason to restart us.
const port = process.env.VENDOR_BRIDGE_HTTP_PORT ?? 8080;
const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4_000) }).catch(
  (error) => ({ ok: false, status: error.cause?.code ?? error.name }),
);
if (!answer.ok) console.error(`/healthz answered ${answer.status}`);
process.exitCode = answer.ok ? 0 : 1;
