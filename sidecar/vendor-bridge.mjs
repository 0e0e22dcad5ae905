#!/usr/bin/env node
// The sources run as they are: tsx takes the types off on the way in, so there is no build to forget.
const { register } = await import('tsx/esm/api').catch(() => {
  process.stderr.write(
    `${JSON.stringify({
      code: 'packages-missing',
      message: 'the packages that Vendor Bridge needs are not installed',
      place: 'node_modules',
      hint: 'Run npm install, then try again.',
    })}\n`,
  );
  process.exit(1);
});
register();
await import('./command-line.ts');
