import type { ShadowRow } from '../views/shadow.ts';
import type { Tone } from './words.ts';

export const SHADOW: Readonly<Record<ShadowRow['outcome'], { word: string; tone: Tone }>> = {
  equal: { word: 'the same was said', tone: 'good' },
  differs: { word: 'other was said', tone: 'bad' },
  'not-heard': { word: 'nothing was heard', tone: 'idle' },
  waiting: { word: 'not heard yet', tone: 'wait' },
};

/** `line 2, accepted: we 36, they 24`. */
export function differenceText({ what, ours, theirs }: { what: string; ours: string; theirs: string }): string {
  return `${what}: we ${ours || 'nothing'}, they ${theirs || 'nothing'}`;
}
