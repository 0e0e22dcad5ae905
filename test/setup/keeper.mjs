/*
 * Runs one server for the tests and ends it when whoever started it ends, however that was: its
 * standard input is a pipe from there, and the system closes a pipe also for a process that was killed.
 *
 *   node keeper.mjs '{"command":["mariadbd","…"],"log":"/tmp/x/log","cleanUp":[["docker","rm","-f","x"]],"folder":"/tmp/x"}'
 *
 * `stop` on standard input ends the server and leaves its folder, for one that will start again.
 */
import { spawn, spawnSync } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';

const { command, log, cleanUp, folder } = JSON.parse(process.argv[2]);
const output = openSync(log, 'a');
const server = spawn(command[0], command.slice(1), {
  // Servers stand in /usr/sbin, where a user's own path may not look.
  env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  stdio: ['ignore', output, output],
});
server.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
server.on('exit', (code) => {
  process.exitCode = code ?? 1;
  if (ending) finish();
  else process.stdin.destroy();
});

// Ctrl-C goes to the whole terminal; the tests end us in their own time.
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
process.on('SIGTERM', () => end('remove'));

let ending = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => {
  if (text.includes('stop')) end('leave');
});
process.stdin.on('end', () => end('remove'));
process.stdin.on('error', () => end('remove'));

/** Nothing in the folder is worth a clean shutdown. */
function end(how) {
  if (ending !== '') return;
  ending = how;
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) finish();
  else server.kill('SIGKILL');
}

function finish() {
  if (ending === 'remove') {
    for (const [program, ...args] of cleanUp) spawnSync(program, args, { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit(0);
}
