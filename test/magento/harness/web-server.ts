import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBackground, untilReady } from './processes.ts';

/** php-fpm behind nginx, as a shop runs it; both as plain processes with all their files in `folder`. */
export async function startWebServer(
  folder: string,
  magentoRoot: string,
  port: number,
  environment: NodeJS.ProcessEnv,
): Promise<{ stop(): Promise<void> }> {
  mkdirSync(join(folder, 'nginx'), { recursive: true });
  const socket = join(folder, 'fpm.sock');
  const [fpmLog, nginxLog] = [join(folder, 'php-fpm.log'), join(folder, 'nginx.log')];
  const [fpmConfig, nginxConfig] = [join(folder, 'php-fpm.conf'), join(folder, 'nginx.conf')];
  writeFileSync(fpmConfig, fpmConfiguration(folder, socket));
  writeFileSync(nginxConfig, nginxConfiguration(folder, magentoRoot, port, socket));

  const asRoot = process.getuid?.() === 0 ? ['--allow-to-run-as-root'] : [];
  const fpmArgs = ['--nodaemonize', '--fpm-config', fpmConfig, ...asRoot];
  const fpm = startBackground(fpmProgram(), fpmArgs, { log: fpmLog, env: environment });
  const nginxArgs = ['-p', join(folder, 'nginx'), '-e', nginxLog, '-c', nginxConfig];
  const nginx = startBackground('nginx', nginxArgs, { log: nginxLog });
  const stop = async () => void (await Promise.all([nginx.stop(), fpm.stop()]));
  try {
    await untilReady('php-fpm', fpm, fpmLog, async () => existsSync(socket));
    const ready = `http://127.0.0.1:${port}/.ready`;
    await untilReady('nginx', nginx, nginxLog, async () => (await fetch(ready)).ok);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * New php-fpm workers with an empty opcache, wherever they were started: needed after
 * `setup:di:compile`. Comes back when the last of the old workers is gone.
 */
export async function restartPhp(folder: string): Promise<void> {
  const master = Number(readFileSync(join(folder, 'php-fpm.pid'), 'utf8'));
  const workers = () => readFileSync(`/proc/${master}/task/${master}/children`, 'utf8').split(' ').filter(Boolean);
  const old = new Set(workers());
  process.kill(master, 'SIGUSR2');
  while (workers().length === 0 || workers().some((each) => old.has(each)))
    await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Debian names it by version and keeps it where only root looks. */
export function fpmProgram(): string {
  const found = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /^php-fpm[\d.]*$/.test(name))
        .map((name) => join(folder, name)),
    )
    .sort()
    .reverse();
  if (!found[0]) throw new Error('php-fpm is not installed');
  return found[0];
}

function fpmConfiguration(folder: string, socket: string): string {
  return `[global]
pid = ${folder}/php-fpm.pid
error_log = ${folder}/php-fpm.log
[www]
listen = ${socket}
listen.backlog = 511
pm = static
pm.max_children = 12
catch_workers_output = yes
decorate_workers_output = no
clear_env = no
`;
}

function nginxConfiguration(folder: string, root: string, port: number, socket: string): string {
  const asRoot = process.getuid?.() === 0 ? 'user root;\n' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path ${folder}/nginx/${name};`)
    .join('\n');
  return `${asRoot}daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.log;
events { worker_connections 512; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log ${folder}/access.log;
${temporary}
  client_max_body_size 64m;
  upstream fastcgi_backend { server unix:${socket}; }
  server {
    listen 127.0.0.1:${port};
    server_name _;
    set $MAGE_ROOT ${root};
    root $MAGE_ROOT/pub;
    index index.php;
    charset UTF-8;
    location = /.ready { return 204; }
    location / { try_files $uri $uri/ /index.php$is_args$args; }
    location /static/ {
      location ~ ^/static/version\\d*/ { rewrite ^/static/version\\d*/(.*)$ /static/$1 last; }
      if (!-f $request_filename) { rewrite ^/static/(version\\d*/)?(.*)$ /static.php?resource=$2 last; }
      expires 1h;
    }
    location /media/ { try_files $uri $uri/ /get.php$is_args$args; }
    location ~ ^/(index|get|static|health_check|errors/report|errors/404|errors/503)\\.php$ {
      try_files $uri =404;
      fastcgi_pass fastcgi_backend;
      fastcgi_buffers 32 32k;
      fastcgi_buffer_size 64k;
      fastcgi_read_timeout 600s;
      include /etc/nginx/fastcgi_params;
      fastcgi_param HTTP_HOST $http_host;
      fastcgi_param SCRIPT_FILENAME $realpath_root$fastcgi_script_name;
      fastcgi_param DOCUMENT_ROOT $realpath_root;
    }
    location ~ \\.php$ { deny all; }
  }
}
`;
}
