import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseAccess } from './database.ts';

/** What OAuth 1.0a asks of an integration; `token` alone serves as bearer. */
export interface IntegrationCredentials {
  consumerKey: string;
  consumerSecret: string;
  token: string;
  tokenSecret: string;
}

/** All that one needs to know to use an instance that somebody else has started; plain JSON. */
export interface MagentoPlace {
  /** Without a slash at its end. */
  url: string;
  adminUrl: string;
  adminUser: string;
  adminPassword: string;
  /** The copy that is served; bin/magento is in it. */
  root: string;
  folder: string;
  /** What PHP of this instance needs beyond the environment of its caller. */
  environment: Record<string, string>;
  database: DatabaseAccess;
  /** May do everything. */
  integration: IntegrationCredentials;
}

export const placeFile = (folder: string) => join(folder, 'instance.json');

export function writePlace(place: MagentoPlace): void {
  writeFileSync(placeFile(place.folder), `${JSON.stringify(place, null, 2)}\n`, { mode: 0o600 });
}

export function readPlace(file: string): MagentoPlace {
  return JSON.parse(readFileSync(file, 'utf8')) as MagentoPlace;
}
