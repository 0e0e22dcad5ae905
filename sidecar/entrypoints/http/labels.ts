import type { RequestHandler, Response } from 'express';
import { type LabelFormat, labelsFile } from '../views/labels.ts';
import type { ConsoleDeps } from './deps.ts';
import { Refusal } from './refusal.ts';

export interface FileAnswer {
  name: string;
  media: string;
  bytes: Uint8Array;
}

export const LABEL_MEDIA: Readonly<Record<LabelFormat, string>> = {
  pdf: 'application/pdf',
  zpl: 'application/zpl',
};

/** For the console and the API alike; only how a refusal looks differs. */
export async function labelsAnswer(dispatchId: string, format: LabelFormat, deps: ConsoleDeps): Promise<FileAnswer> {
  const made = await labelsFile(dispatchId, format, deps);
  if (made.kind === 'none') throw new Refusal(404, made.code, made.message, 'id', made.hint);
  return { name: made.name, media: LABEL_MEDIA[format], bytes: made.bytes };
}

export function labelsDownload(format: LabelFormat, deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    sendFile(response, await labelsAnswer(String(request.params.id), format, deps));
  };
}

export function sendFile(response: Response, { name, media, bytes }: FileAnswer): void {
  response.attachment(name);
  response.type(media);
  response.send(Buffer.from(bytes));
}
