// A static server for the built page, with the Content-Security-Policy that Trunk.toml names and no CORS header:
// `node serve.mjs FOLDER PORT [--open]`. The browser tests serve the page with it too.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

const trunk = await readFile(new URL('../../Trunk.toml', import.meta.url), 'utf8');

/** The policy every page of ours must live under; it stands once, in Trunk.toml. */
export const POLICY = trunk.match(/^Content-Security-Policy = "(.*)"$/m)[1];

/** Serves `folder` on 127.0.0.1. Port 0 takes any free one. `policy: null` sends no Content-Security-Policy. */
export function serve(folder, { port = 0, policy = POLICY } = {}) {
  const root = path.resolve(folder);
  const seen = [];
  const server = http.createServer(async (request, response) => {
    // A page beside it may frame embed.html, which is there to be framed, and nothing else.
    const framed = policy && `${policy}; frame-src http://${request.headers.host}/embed.html`;
    const headers = { 'cache-control': 'no-cache', ...(policy && { 'content-security-policy': framed }) };
    try {
      const { pathname } = new URL(`http://localhost${request.url}`);
      seen.push(pathname);
      const file = path.join(root, decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
      if (!file.startsWith(root + path.sep)) throw new Error('outside the folder');
      const body = await readFile(file);
      const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, ...headers }).end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain', ...headers }).end('not found\n');
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${server.address().port}/`;
      resolve({ url, seen, close: () => (server.closeAllConnections(), server.close()) });
    });
  });
}

/** Opens a browser if this machine has a screen and a way to ask for one; nothing is wrong if it has not. */
function open(url) {
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open';
  if (command === 'xdg-open' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  spawn(command, [url], { stdio: 'ignore', detached: true }).on('error', () => {}).unref();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, port, ...flags] = process.argv.slice(2);
  try {
    const { url, close } = await serve(folder, { port: Number(port) });
    // Whether the port is free is asked before a build of minutes, and not after it.
    if (flags.includes('--probe')) {
      close();
      process.exit();
    }
    console.log(`Lockstep plays at ${url} (Ctrl-C ends it)`);
    if (flags.includes('--open')) open(url);
  } catch (error) {
    const busy = error.code === 'EADDRINUSE';
    console.error(busy ? `Port ${port} is taken. Try: make play PORT=8081` : `Cannot serve: ${error.message}`);
    process.exitCode = 1;
  }
}
