/** `npm start`: builds the page and serves it, on one port and no other. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { preview } from 'vite';
import { headersFor } from './contentSecurity.ts';
import { readArguments, runProgram } from './program.ts';

const DEFAULT_PORT = 4173;
const program = new Command('npm start --')
  .description('Builds the page and serves it.')
  .option('--port <n>', 'from 1 to 65535', readPort, DEFAULT_PORT)
  .option('--host', 'serves other machines too, e.g. a class');

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('It is a whole number from 1 to 65535.');
}

async function main(): Promise<number> {
  const { port, host: isForOthers = false } = readArguments(program).opts<{ port: number; host?: boolean }>();
  // Asked before the build, so that nobody waits for a page that cannot be served.
  if (await isTaken(port)) return refuse(port);
  if (!buildPage()) {
    console.error('The page could not be built: the reason stands above.');
    return 1;
  }
  try {
    const headers = headersFor(readFileSync('dist/index.html', 'utf8'));
    const host = isForOthers ? '0.0.0.0' : 'localhost';
    await preview({ preview: { port, strictPort: true, host, headers } });
  } catch (error) {
    if (error instanceof Error && /in use|EADDRINUSE/.test(error.message)) return refuse(port);
    throw error;
  }
  console.log(`Distillery is at http://localhost:${port}/ (Ctrl-C ends it)`);
  if (isForOthers)
    for (const address of ownAddresses()) console.log(`For other machines: http://${address}:${port}/`);
  return 0;
}

/** By which others in the same network know this machine. */
function ownAddresses(): string[] {
  const found = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return found.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
}

/** By Vite's own command, in a process of its own: tsx, which runs this one, breaks a plugin of Vite. */
function buildPage(): boolean {
  // By the shell, as npx is a script on Windows.
  return spawnSync('npx vite build --logLevel warn', { stdio: 'inherit', shell: true }).status === 0;
}

function refuse(port: number): number {
  console.error(
    `Port ${port} is taken by another program. Stop that, or choose another: npm start -- --port ${port + 1}`,
  );
  return 1;
}

/** Whether anything answers on the port, at either address of localhost. */
function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: 'localhost' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

await runProgram(main);
