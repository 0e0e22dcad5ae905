import type { Codec } from './codec.ts';
import { eventCodecs } from './events.ts';
import { exportCodecs } from './exports.ts';
import { spApiCodecs } from './sp-api.ts';
import { x12Codecs } from './x12.ts';

/** Every reader of what others wrote. */
export const CODECS: readonly Codec[] = [...x12Codecs, ...spApiCodecs, ...exportCodecs, ...eventCodecs];
