/** What an operation answers; the server puts headers and validation around it. */
export interface Reply {
  status: number;
  body: { payload?: unknown; errors?: SpApiError[] } | Record<string, unknown>;
}

export interface SpApiError {
  code: string;
  message: string;
  details?: string;
}

export function ok(payload: unknown): Reply {
  return { status: 200, body: { payload } };
}

export function failure(status: number, code: string, message: string, details = ''): Reply {
  return { status, body: { errors: [{ code, message, details }] } };
}

export function badRequest(message: string, details = ''): Reply {
  return failure(400, 'InvalidInput', message, details);
}
