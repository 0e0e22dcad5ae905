import { afterAll, inject } from 'vitest';
import { useMagento } from './use.ts';

/** The Magento of this suite, for every test file. */
export const magento = useMagento(inject('magento'));

afterAll(() => magento.disconnect());
