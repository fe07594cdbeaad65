// node serve.mjs FOLDER SANDBOX_URL: Bluesky's own account server (PDS) with its directory of identities (PLC), both on
// loopback. There is no chat service to be had, so behind a door that admits nobody without the PDS's signature stands
// the simulated one. Prints one line with the addresses when all of it is there. POST /later?hours=N moves the clock of
// all three; GET /calls tells what the PDS was asked.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { IdResolver } from '@atproto/identity';
import pds from '@atproto/pds';
import xrpc from '@atproto/xrpc-server';
import plc from '@did-plc/server';

const HOUR = 3_600_000;
const [folder, sandbox] = process.argv.slice(2);
const clock = movableClock();
const calls = [];

const plcUrl = addressOf(await onLoopback(plc.PlcServer.create({ db: plc.Database.mock() }).app, 0));
const resolver = new IdResolver({ plcUrl });

const door = await onLoopback((request, response) => {
  serve(request).then(
    (answer) => send(response, answer),
    (error) => send(response, refused(error)),
  );
}, 0);
const doorUrl = addressOf(door);
const chatDid = `did:web:localhost%3A${door.address().port}`;
const sessions = new Map();

const server = await startPds();
server.prependListener('request', (request, response) => {
  response.on('finish', () => calls.push({ method: request.url.split(/[/?]/)[2], status: response.statusCode }));
});
console.log(JSON.stringify({ pds: addressOf(server), plc: plcUrl, chat: `${chatDid}#bsky_chat`, control: doorUrl }));

async function startPds() {
  const env = {
    port: await freePort(),
    hostname: 'localhost',
    dataDirectory: folder,
    blobstoreDiskLocation: `${folder}/blobs`,
    didPlcUrl: plcUrl,
    serviceHandleDomains: ['.test'],
    inviteRequired: false,
    // Without it a PDS neither goes without TLS nor calls what is on loopback.
    devMode: true,
    jwtSecret: randomBytes(16).toString('hex'),
    adminPassword: randomBytes(16).toString('hex'),
    plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString('hex'),
  };
  const instance = await pds.PDS.create(pds.envToCfg(env), pds.envToSecrets(env));
  instance.app.listen = (port) => createServer(instance.app).listen(port, '127.0.0.1');
  return instance.start();
}

async function serve(request) {
  const url = new URL(request.url, doorUrl);
  if (url.pathname === '/later') {
    clock.forward(Number(url.searchParams.get('hours')) * HOUR);
    return json(200, {});
  }
  if (url.pathname === '/calls') return json(200, calls);
  if (url.pathname === '/.well-known/did.json') return json(200, document());
  return chat(request, url);
}

function document() {
  const service = { id: '#bsky_chat', type: 'BskyChatService', serviceEndpoint: doorUrl };
  return { '@context': ['https://www.w3.org/ns/did/v1'], id: chatDid, service: [service] };
}

// Whom the PDS vouches for: its signature with the account's key, for this service and this method, in time.
async function chat(request, url) {
  const method = url.pathname.slice('/xrpc/'.length);
  const token = (request.headers.authorization ?? '').slice('Bearer '.length);
  const { iss } = await xrpc.verifyJwt(token, chatDid, method, (did, anew) => resolver.did.resolveAtprotoKey(did, anew));
  const answer = await fetch(`${sandbox}/bluesky/xrpc/${method}${url.search}`, {
    method: request.method,
    headers: {
      authorization: `Bearer ${await sessionOf(iss)}`,
      'atproto-proxy': 'did:web:api.bsky.chat#bsky_chat',
      'content-type': 'application/json',
    },
    body: request.method === 'POST' ? await text(request) : undefined,
  });
  return { status: answer.status, body: await answer.text() };
}

// The simulated service knows its people by sessions of its own.
async function sessionOf(did) {
  if (!sessions.has(did)) {
    const answer = await fetch(`${sandbox}/bluesky/xrpc/com.atproto.server.createSession`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ identifier: did, password: 'door' }),
    });
    sessions.set(did, (await answer.json()).accessJwt);
  }
  return sessions.get(did);
}

async function text(request) {
  let whole = '';
  for await (const chunk of request) whole += chunk;
  return whole;
}

function json(status, value) {
  return { status, body: JSON.stringify(value) };
}

// Whoever is not vouched for is not let in; anything else is the door's own trouble.
function refused(error) {
  const name = error.customErrorName;
  return json(name ? 401 : 502, { error: name ?? 'UpstreamFailure', message: error.message });
}

function send(response, { status, body }) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

function addressOf(listening) {
  return `http://localhost:${listening.address().port}`;
}

async function onLoopback(handler, port) {
  const listening = createServer(handler);
  await new Promise((resolve) => listening.listen(port, '127.0.0.1', resolve));
  return listening;
}

// A PDS has to know its address before it listens.
async function freePort() {
  const probe = await onLoopback(() => {}, 0);
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return port;
}

// Tokens end by the clock, and nobody wants to wait for hours.
function movableClock() {
  const Real = Date;
  let ahead = 0;
  globalThis.Date = class extends Real {
    constructor(...parts) {
      super(...(parts.length > 0 ? parts : [Real.now() + ahead]));
    }
    static now() {
      return Real.now() + ahead;
    }
  };
  return { forward: (millis) => (ahead += millis) };
}
