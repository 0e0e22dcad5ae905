import { spawnSync } from 'node:child_process';

/** Whether an engine answers, not only whether the command is there. */
export function dockerAnswers(): boolean {
  return (
    spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'ignore', timeout: 5_000 }).status ===
    0
  );
}

/** What a kept server needs to run one container in the foreground and to leave none behind. */
export function container(
  image: string,
  port: number,
  inside: number,
  environment: Record<string, string>,
  args: readonly string[] = [],
): { command: string[]; cleanUp: string[][] } {
  const name = `vendor-bridge-test-${port}`;
  const variables = Object.entries(environment).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
  return {
    command: [
      'docker',
      'run',
      '--rm',
      '--name',
      name,
      '-p',
      `127.0.0.1:${port}:${inside}`,
      ...variables,
      image,
      ...args,
    ],
    cleanUp: [['docker', 'rm', '-f', '-v', name]],
  };
}
