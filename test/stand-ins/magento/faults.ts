import type { ServerResponse } from 'node:http';
import type { OperationId } from './contract.ts';

/** How the next calls go wrong. */
export interface Fault {
  /** Every route where absent. */
  route?: OperationId;
  /** `before`: nothing has happened. `after`: it has, and the answer is lost. */
  when: 'before' | 'after';
  /** How many calls; 1 where absent. */
  times?: number;
  /** `html`: the maintenance page. `truncated`: half an answer, then silence. */
  kind: 500 | 401 | 429 | 'hang-up' | 'html' | 'truncated';
}

export interface Faults {
  failNext(fault: Fault): void;
  /** The fault of this call, used up by asking. */
  take(route: OperationId): Fault | undefined;
  clear(): void;
}

export function faultSwitch(): Faults {
  let faults: (Fault & { left: number })[] = [];
  return {
    failNext: (fault) => void faults.push({ ...fault, left: fault.times ?? 1 }),
    take(route) {
      const found = faults.find((fault) => fault.left > 0 && (fault.route ?? route) === route);
      if (found) found.left -= 1;
      return found;
    },
    clear: () => {
      faults = [];
    },
  };
}

/** Answers as a Magento in trouble does. `answer` is what would have been said. */
export function fail(kind: Fault['kind'], response: ServerResponse, answer: string): void {
  const json = { 'content-type': 'application/json; charset=utf-8' };
  switch (kind) {
    case 'hang-up':
      response.destroy();
      return;
    case 500:
      response.writeHead(500, json);
      response.end(
        JSON.stringify({
          message: 'Internal Error. Details are available in Magento log file. Report ID: webapi-5a4d5a4d5a4d5',
        }),
      );
      return;
    case 401:
      response.writeHead(401, json);
      response.end(
        JSON.stringify({
          message: "The consumer isn't authorized to access %resources.",
          parameters: { resources: 'VendorBridge_AmazonVendor::amazon_vendor' },
        }),
      );
      return;
    case 429:
      response.writeHead(429, { 'content-type': 'text/html', 'retry-after': '2' });
      response.end('<html><body><h1>429 Too Many Requests</h1></body></html>');
      return;
    case 'html':
      response.writeHead(503, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><html><body><h1>Service Temporarily Unavailable</h1></body></html>');
      return;
    case 'truncated':
      response.writeHead(200, { ...json, 'content-length': Buffer.byteLength(answer) });
      response.write(answer.slice(0, Math.floor(answer.length / 2)), () => response.destroy());
  }
}
