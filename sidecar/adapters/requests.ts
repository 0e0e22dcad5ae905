import diagnostics from 'node:diagnostics_channel';

/** What undici, which is behind `fetch`, tells of a request; the same object at each stage. */
interface Told {
  request: { origin: string };
  response?: { statusCode: number };
}

export interface RequestSeen {
  partner: string;
  /** `2xx`, `4xx` …; `failed` where no whole answer came. */
  outcome: string;
  seconds: number;
}

/**
 * Measures every call to the given origins, from its start to the end of its answer, whoever in the
 * house makes it and whatever it retries. Ends when the answered function is called.
 */
export function observeRequests(
  partnerByOrigin: ReadonlyMap<string, string>,
  observe: (seen: RequestSeen) => void,
): () => void {
  const begun = new WeakMap<object, { partner: string; at: number; outcome: string }>();
  const listeners: Record<string, (message: unknown) => void> = {
    'undici:request:create': (message) => {
      const { request } = message as Told;
      const partner = partnerByOrigin.get(String(request.origin));
      if (partner !== undefined) begun.set(request, { partner, at: performance.now(), outcome: 'failed' });
    },
    'undici:request:headers': (message) => {
      const { request, response } = message as Told;
      const one = begun.get(request);
      if (one && response) one.outcome = `${Math.floor(response.statusCode / 100)}xx`;
    },
    'undici:request:trailers': (message) => end((message as Told).request, false),
    'undici:request:error': (message) => end((message as Told).request, true),
  };

  /** Trailers come with the last byte, also where there are none. */
  function end(request: object, isBroken: boolean): void {
    const one = begun.get(request);
    if (!one) return;
    begun.delete(request);
    const { partner, at, outcome } = one;
    observe({ partner, outcome: isBroken ? 'failed' : outcome, seconds: (performance.now() - at) / 1000 });
  }

  for (const [name, listen] of Object.entries(listeners)) diagnostics.subscribe(name, listen);
  return () => {
    for (const [name, listen] of Object.entries(listeners)) diagnostics.unsubscribe(name, listen);
  };
}
