import { eventCodecs } from '../fuzz/events.ts';
import { exportCodecs } from '../fuzz/exports.ts';
import { spApiCodecs } from '../fuzz/sp-api.ts';
import { spoiltInputs } from '../fuzz/suite.ts';

spoiltInputs([...spApiCodecs, ...exportCodecs, ...eventCodecs]);
