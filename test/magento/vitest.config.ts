import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The module inside a real Magento: one instance for all files, one file after the other. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/magento/**/*.test.ts'],
    globalSetup: ['test/magento/harness/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // Removing an instance is thousands of files; vitest would walk off after ten seconds.
    teardownTimeout: 120_000,
  },
});
