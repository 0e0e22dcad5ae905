import { spawn, spawnSync } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';

export interface Background {
  pid: number;
  /** True as long as it runs. */
  alive(): boolean;
  stop(): Promise<void>;
}

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
  timeoutMs?: number;
}

export interface Ran {
  status: number;
  stdout: string;
  stderr: string;
}

/** A program that should end. Any status is an answer; only a program that cannot be started throws. */
export function tryRun(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { input, timeoutMs = 600_000, ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...rest, stdio: ['pipe', 'pipe', 'pipe'], timeout: timeoutMs });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // A program that does not read its input closes the pipe: its status tells the story.
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({ status: status ?? 1, stdout: `${Buffer.concat(out)}`, stderr: `${Buffer.concat(err)}` }),
    );
    child.stdin.end(input);
  });
}

/** A program that must succeed; its last words are in the error when it does not. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { status, stdout, stderr } = await tryRun(program, args, options);
  if (status === 0) return stdout;
  const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-40).join('\n');
  throw new Error(`'${[program, ...args].join(' ')}' ended with ${status}:\n${tail}`);
}

/**
 * A server that runs until `stop`. It also ends when this process dies in any way (the kernel tells
 * it, where setpriv is there to ask for that), so that a killed test run leaves no server behind.
 */
export function startBackground(
  program: string,
  args: readonly string[],
  { log, ...rest }: RunOptions & { log: string },
): Background {
  const file = openSync(log, 'a');
  const [command = program, ...given] = HAS_SETPRIV
    ? ['setpriv', '--pdeathsig', 'TERM', '--', program, ...args]
    : [program, ...args];
  const child = spawn(command, given, { ...rest, stdio: ['ignore', file, file] });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const alive = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? 0,
    alive,
    async stop() {
      if (!alive()) return;
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(impatience);
    },
  };
}

/** Waits for a state of a server, and gives up at once, with its log, when the server has died. */
export async function untilReady(
  name: string,
  server: Background,
  log: string,
  ready: () => Promise<boolean>,
): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  while (!(await ready().catch(() => false))) {
    if (!server.alive() || Date.now() > giveUpAt) {
      const tail = readFileSync(log, 'utf8').split('\n').slice(-30).join('\n');
      throw new Error(`${name} did not start:\n${tail}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function has(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', program], { stdio: 'ignore' }).status === 0;
}

const HAS_SETPRIV = has('setpriv') && spawnSync('setpriv', ['--pdeathsig', 'TERM', '--', 'true']).status === 0;
