// The only way in to a served VS Code: a loopback port that lets nobody through without the token, and passes the
// rest to a socket that only this user can open. VS Code holds a terminal, so a bare loopback port would hand the
// user's account to every other user of the machine, and to web pages by DNS rebinding.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

const TOKEN_PARAMETER = 'token';

/** An open port on loopback in front of a socket. */
export interface Door {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Adds to an address below `origin` what lets a browser in; the answer sets a cookie for later requests. */
  readonly withToken: (address: URL) => URL;
  /** Closes the port and cuts all connections. */
  close(): void;
}

/** Opens a free loopback port that passes requests with the right token or cookie on to `socketPath`. */
export async function openDoor(socketPath: string): Promise<Door> {
  const token = randomBytes(24).toString('hex');
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const cookie = `kubereach-${port}=${token}`;
  const mayPass = (message: IncomingMessage) =>
    isOwnHost(message.headers.host, port) && hasCookie(message.headers.cookie, cookie);

  server.on('request', (message, response) => {
    if (mayPass(message)) passRequest(message, response, socketPath);
    else welcome(message, response, { token, cookie, port });
  });
  const upgraded = new Set<Socket>();
  server.on('upgrade', (message: IncomingMessage, client: Socket, head: Buffer) => {
    if (!mayPass(message)) {
      client.destroy();
      return;
    }
    upgraded.add(client);
    client.once('close', () => upgraded.delete(client));
    passUpgrade(message, client, head, socketPath);
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    withToken: (address) => {
      const result = new URL(address);
      result.searchParams.set(TOKEN_PARAMETER, token);
      return result;
    },
    close() {
      server.close();
      server.closeAllConnections();
      for (const client of upgraded) client.destroy();
    },
  };
}

/** Whether the browser asked for this very address; another host name means DNS rebinding. */
function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

function hasCookie(header: string | undefined, cookie: string): boolean {
  return (header ?? '').split(';').some((part) => isSame(part.trim(), cookie));
}

/** Takes the same time for every wrong guess. */
function isSame(given: string, right: string): boolean {
  const [left, other] = [Buffer.from(given), Buffer.from(right)];
  return left.length === other.length && timingSafeEqual(left, other);
}

/** Trades the token in the address for a cookie, and takes the token out of the address bar. */
function welcome(
  message: IncomingMessage,
  response: ServerResponse,
  door: { token: string; cookie: string; port: number },
): void {
  const path = message.url?.startsWith('/') ? message.url : '/';
  const address = new URL(path.replace(/^\/+/, '/'), 'http://door');
  const given = address.searchParams.get(TOKEN_PARAMETER) ?? '';
  if (!isOwnHost(message.headers.host, door.port) || !isSame(given, door.token)) {
    response
      .writeHead(403, { 'Content-Type': 'text/plain' })
      .end('Open the whole address that was printed.\n');
    return;
  }
  address.searchParams.delete(TOKEN_PARAMETER);
  const headers = {
    Location: address.pathname + address.search,
    'Set-Cookie': `${door.cookie}; HttpOnly; SameSite=Strict; Path=/`,
    'Referrer-Policy': 'no-referrer',
  };
  response.writeHead(303, headers).end();
}

function passRequest(message: IncomingMessage, response: ServerResponse, socketPath: string): void {
  const { url: path, method, headers } = message;
  const onward = request({ socketPath, path, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    pipeline(answer, response, () => {}); // A cut stream cuts the other; there is nobody to tell.
  });
  onward.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  response.on('close', () => onward.destroy());
  pipeline(message, onward, () => {});
}

/** Replays the request's head on the socket and then joins the two streams, as a WebSocket needs. */
function passUpgrade(message: IncomingMessage, client: Socket, head: Buffer, socketPath: string): void {
  const onward = connect(socketPath);
  const lines = [`${message.method} ${message.url} HTTP/1.1`];
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    lines.push(`${message.rawHeaders[index]}: ${message.rawHeaders[index + 1]}`);
  }
  onward.write(`${lines.join('\r\n')}\r\n\r\n`);
  onward.write(head);
  onward.pipe(client).pipe(onward);
  onward.on('error', () => client.destroy());
  client.on('error', () => onward.destroy());
  client.on('close', () => onward.destroy());
  onward.on('close', () => client.destroy());
}
