import type { Request } from 'express';
import type { Desk } from '../../workflow/desk.ts';
import type { View } from '../views/view.ts';

export interface Readiness {
  ok: boolean;
  checks: { name: string; ok: boolean; detail: string }[];
}

/** What the console shows and acts through; main.ts hands in the real ones, tests fakes. */
export interface ConsoleDeps extends View {
  desk: Desk;
  /** Prometheus text. */
  metrics: () => Promise<string>;
  ready: () => Promise<Readiness>;
  /** Name in the head of every page. */
  title?: string;
  /** A notice above every page: the demo says that nothing leaves the machine. */
  banner?: string;
  /** Who acts; what the audit log will say. */
  currentUser: (request: Request) => string;
  /** Reads a kept inbound document again. Answers in words what came of it. */
  replayInbound?: (inboundId: string, by: string) => Promise<string>;
  /**
   * Names under which people reach the console, besides localhost and plain addresses. Without a login
   * this is what keeps a foreign page from talking to it by a name of its own (DNS rebinding).
   */
  allowedHosts?: readonly string[];
}
