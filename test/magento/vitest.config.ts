import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What is asked of a shop as it was installed comes first; what uninstalls, and what needs a shop of its own, last. */
const FIRST = ['installed.test.ts'];
const LAST = ['configuration.test.ts', 'removed.test.ts', 'production.test.ts'];

class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      FIRST.some((name) => moduleId.endsWith(name)) ? 0 : LAST.some((name) => moduleId.endsWith(name)) ? 2 : 1;
    return [...files].sort((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

/** The module inside a real Magento: one instance for all files, one file after the other. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/magento/**/*.test.ts'],
    globalSetup: ['test/magento/harness/global-setup.ts'],
    fileParallelism: false,
    sequence: { sequencer: InOrder },
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // Removing an instance is thousands of files; vitest would walk off after ten seconds.
    teardownTimeout: 120_000,
  },
});
