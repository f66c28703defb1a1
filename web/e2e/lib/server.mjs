// The server itself, stopped and started in the middle of somebody's work: it goes away as for an update, and comes back
// on the same data at the same address.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { setTimeout as after } from 'node:timers/promises';

const TRIES = 300;

/** A server that runs as `pid`, and that `command`, words for a shell, starts anew. */
export function restartable(base, pid, command) {
  let running = Number(pid);
  const isThere = () =>
    fetch(`${base}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const isAlive = () => {
    try {
      return process.kill(running, 0);
    } catch {
      return false;
    }
  };
  const until = async (holds) => {
    for (let turn = 0; turn < TRIES; turn += 1) {
      if (await holds()) return;
      await after(100);
    }
    assert.fail(`the server did not ${holds === isThere ? 'come back' : 'end'}`);
  };
  let isOurs = false;
  const server = {
    async stop() {
      process.kill(running, 'SIGTERM');
      // Not only its door is shut: what it holds open must be free before it comes back.
      await until(() => !isAlive());
    },
    async start() {
      running = spawn('bash', ['-c', `exec ${command}`], { stdio: 'ignore' }).pid;
      if (!isOurs) process.once('exit', () => isAlive() && process.kill(running, 'SIGTERM'));
      isOurs = true;
      await until(isThere);
    },
    /** Whoever started it ends it. */
    async end() {
      if (isOurs && isAlive()) await server.stop();
    },
  };
  return server;
}
