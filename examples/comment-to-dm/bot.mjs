// "Comment GUIDE and I'll send you the checklist": the whole funnel in one file, with nothing to install.
//
//   a comment with the keyword ──► direct message with the link ──► the person answers ──► the conversation goes on
//
// It keeps nothing: what has been sent is asked of Parley, and every call may be repeated, so a bot that crashes
// half-way is simply told again. docs/recipes/comment-to-dm.md walks through it.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const settings = process.env;
const parley = (settings.PARLEY_URL ?? "http://127.0.0.1:8080").replace(/\/$/, "");
const key = settings.PARLEY_API_KEY;
const keyword = settings.KEYWORD ?? "GUIDE";
const link = settings.LINK ?? "https://example.com/checklist";
const port = Number(settings.BOT_PORT ?? 4000);
// Where Parley reaches this bot; anywhere but on your own machine this is an https address.
const publicUrl = settings.BOT_URL ?? `http://127.0.0.1:${port}`;

const CHECKLIST = `Here is the checklist: ${link}\nWhat are you working on?`;
const THANKS = "Thanks for telling me! A human will read this and come back to you.";
const PUBLIC_ANSWER = "Sent you a message!";

// --- What the bot does ---------------------------------------------------------------------------------------------

async function onComment(comment) {
  console.log(`comment ${comment.id} below ${comment.post_id} of ${comment.profile_id}`);
  if (!new RegExp(`\\b${keyword}\\b`, "i").test(comment.body ?? "")) {
    return;
  }
  const comments = `/api/posts/${comment.post_id}/comments`;
  const as = `?profile_id=${comment.profile_id}`;
  // The keys make a repeated event harmless: Parley answers it with what it answered the first time.
  const reply = await call("POST", `${comments}/${comment.id}/private_reply${as}`, { text: CHECKLIST }, `dm-${comment.id}`);
  if (reply.status === 422) {
    // A comment takes one private reply ever, within seven days.
    console.log(`comment ${comment.id}: ${reply.body.error}`);
    return;
  }
  expect(reply, 202);
  console.log(`comment ${comment.id}: the checklist is on its way in ${reply.body.chat_id}`);
  expect(await call("POST", comments + as, { text: PUBLIC_ANSWER, parent_id: comment.id }, `public-${comment.id}`), 201);
}

async function onMessage(message) {
  const page = await call("GET", `/api/chats/${message.chat_id}/messages?direction=outbound&per_page=1`);
  const [last] = expect(page, 200).data;
  if (!last?.external_comment_id) {
    return; // The last word was not the checklist: another conversation, or a human's by now.
  }
  // One key for one checklist: whoever answers it in three messages is thanked once.
  expect(await call("POST", `/api/chats/${message.chat_id}/messages`, { body: THANKS }, `thanks-${last.id}`), 202);
  console.log(`message ${message.id}: answered in ${message.chat_id}`);
}

async function onReferral({ chat, ref }) {
  const who = chat.participant_name ?? chat.participant_username ?? chat.participant_external_id;
  console.log(`${who} came through the campaign ${ref}`);
}

const handlers = {
  "comment.created": onComment,
  "message.received": onMessage,
  "referral.received": onReferral,
};

// --- Parley's API ----------------------------------------------------------------------------------------------------

async function call(method, path, body, idempotencyKey) {
  const headers = { Authorization: `Bearer ${key}` };
  if (body) headers["Content-Type"] = "application/json";
  if (idempotencyKey) headers["Idempotency-Key"] = idempotencyKey;
  const answer = await fetch(parley + path, {
    method,
    headers,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  return { status: answer.status, body: await answer.json() };
}

function expect(answer, status) {
  if (answer.status !== status) {
    throw new Error(`expected ${status}, got ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

// --- Webhooks --------------------------------------------------------------------------------------------------------

function isGenuine(header, body, secret) {
  const parts = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header ?? "");
  if (!parts) return false;
  const expected = createHmac("sha256", secret).update(`${parts[1]}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(parts[2], "hex"));
}

async function receive(request, secret) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (!isGenuine(request.headers["x-postproxy-signature"], body, secret)) return 401;
  const event = JSON.parse(body);
  await handlers[event.type]?.(event.data.object);
  return 200;
}

// --- Start and end ---------------------------------------------------------------------------------------------------

if (!key) {
  console.error("PARLEY_API_KEY is missing; ./parley up prints one.");
  process.exit(1);
}

let webhook;
const server = createServer((request, response) => {
  receive(request, webhook?.secret)
    // Anything but 2xx makes Parley deliver the event again later.
    .catch((error) => (console.error(error.message), 500))
    .then((status) => response.writeHead(status).end());
});

server.listen(port, async () => {
  const wanted = { url: `${publicUrl}/`, events: Object.keys(handlers), description: "comment-to-dm" };
  webhook = expect(await call("POST", "/api/webhooks", wanted), 201);
  console.log(`listening on ${port}, keyword ${keyword}, webhook ${webhook.id}`);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    if (webhook) await call("DELETE", `/api/webhooks/${webhook.id}`);
    process.exit(0);
  });
}
