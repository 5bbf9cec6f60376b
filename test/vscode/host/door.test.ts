// The door before a served VS Code opens to its token and to nothing else. Run by node:test, without VS Code.
import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openDoor, type Door } from './door.ts';

const folder = mkdtempSync(join(tmpdir(), 'kubereach-door-'));
const socketPath = join(folder, 'socket');
let behind: Server;
let door: Door;

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
}

function ask(address: string | URL, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((settle, reject) => {
    const asked = request(address, { headers }, (answer) => {
      answer.resume();
      settle({ status: answer.statusCode, headers: answer.headers });
    });
    asked.on('error', reject);
    asked.end();
  });
}

async function cookie(): Promise<string> {
  const { headers } = await ask(door.withToken(new URL('/', door.origin)));
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

describe('the door', () => {
  before(async () => {
    behind = createServer((_, response) => response.writeHead(204).end());
    const switching = [
      'HTTP/1.1 101 Switching Protocols',
      'Connection: Upgrade',
      'Upgrade: websocket',
      '',
      '',
    ];
    behind.on('upgrade', (_, socket) => socket.end(switching.join('\r\n')));
    await new Promise<void>((settle) => behind.listen(socketPath, settle));
    door = await openDoor(socketPath);
  });

  after(() => {
    door.close();
    behind.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('refuses a request without the token', async () => {
    assert.equal((await ask(door.origin)).status, 403);
    assert.equal((await ask(`${door.origin}/?token=${'0'.repeat(48)}`)).status, 403);
    assert.equal((await ask(door.origin, { cookie: 'kubereach-1=0' })).status, 403);
  });

  test('trades the token for a cookie, and sends on to the same place without it', async () => {
    const { status, headers } = await ask(door.withToken(new URL('/?folder=/a', door.origin)));
    assert.equal(status, 303);
    assert.equal(headers.location, '/?folder=%2Fa');
    assert.match(headers['set-cookie']?.[0] ?? '', /; HttpOnly; SameSite=Strict/);
  });

  test('never sends on to another host', async () => {
    const address = door.withToken(new URL('/', door.origin));
    const { headers } = await ask(`${door.origin}//elsewhere.example/${address.search}`);
    assert.equal(headers.location, '/elsewhere.example/');
  });

  test('lets the cookie through', async () => {
    assert.equal((await ask(door.origin, { cookie: `other=1; ${await cookie()}` })).status, 204);
  });

  test('refuses another host name, as a page that rebinds its own name would send', async () => {
    const headers = { cookie: await cookie(), host: 'evil.example' };
    assert.equal((await ask(door.origin, headers)).status, 403);
    assert.equal((await ask(door.withToken(new URL('/', door.origin)), headers)).status, 403);
  });

  test('upgrades a connection with the cookie only', async () => {
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };
    await assert.rejects(ask(door.origin, upgrade), /socket hang up/);
    const asked = request(door.origin, { headers: { ...upgrade, cookie: await cookie() } });
    const isUpgraded = new Promise<boolean>((settle) => {
      asked.on('upgrade', (_, socket) => {
        socket.destroy();
        settle(true);
      });
      asked.on('response', () => settle(false));
    });
    asked.end();
    assert.ok(await isUpgraded);
  });
});
