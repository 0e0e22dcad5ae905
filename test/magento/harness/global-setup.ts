import type { TestProject } from 'vitest/node';
import { startMagentoInstance } from './instance.ts';
import { type MagentoPlace, placeFile, readPlace } from './place.ts';

declare module 'vitest' {
  interface ProvidedContext {
    magento: MagentoPlace;
  }
}

/**
 * One Magento for the whole suite. MAGENTO_INSTANCE names the instance.json of one that runs already:
 * half a minute less for somebody who writes a test.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env.MAGENTO_INSTANCE;
  if (running) {
    project.provide('magento', readPlace(running));
    return undefined;
  }
  const instance = await startMagentoInstance({ say: (text) => console.log(`Magento: ${text}`) });
  project.provide('magento', readPlace(placeFile(instance.folder)));
  return () => instance.close();
}
