// The official SDK, unmodified, against a running gateway. SdkConformanceTest prepares the rows and names them.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import {
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  PostProxy,
  PostProxyError,
  ValidationError,
  verifySignature,
} from "postproxy-sdk";

const { PARLEY_URL, PARLEY_KEY, PARLEY_GROUP, PARLEY_PROFILE, PARLEY_CHAT, PARLEY_POST, PARLEY_COMMENT } = process.env;
const client = new PostProxy(PARLEY_KEY, { baseUrl: PARLEY_URL });
const inGroup = new PostProxy(PARLEY_KEY, { baseUrl: PARLEY_URL, profileGroupId: PARLEY_GROUP });

test("profiles", async () => {
  const { data } = await client.profiles.list();
  assert.ok(data.some((profile) => profile.id === PARLEY_PROFILE));
  const profile = await inGroup.profiles.get(PARLEY_PROFILE);
  for (const member of ["id", "name", "status", "platform", "profile_group_id", "expires_at", "post_count"]) {
    assert.ok(member in profile, member);
  }
  assert.deepEqual((await client.profiles.placements(PARLEY_PROFILE)).data, []);
  await assert.rejects(client.profiles.get("prof_none"), NotFoundError);
});

test("profile groups", async () => {
  const made = await client.profileGroups.create("From the SDK");
  assert.equal(made.name, "From the SDK");
  assert.equal((await client.profileGroups.get(made.id)).profiles_count, 0);
  assert.ok((await client.profileGroups.list()).data.length >= 2);
  await assert.rejects(
    client.profileGroups.initializeConnection(made.id, "fax", "https://example.com/back"),
    ValidationError,
  );
  assert.deepEqual(await client.profileGroups.delete(made.id), { deleted: true });
});

test("webhooks", async () => {
  const made = await client.webhooks.create("https://example.com/hook", ["post.published", "message.received"], {
    description: "sdk",
  });
  assert.match(made.secret, /^whsec_/);
  assert.equal((await client.webhooks.list()).data[0].secret, undefined);
  assert.equal((await client.webhooks.get(made.id)).secret, made.secret);
  assert.equal((await client.webhooks.update(made.id, { enabled: false })).enabled, false);
  const deliveries = await client.webhooks.deliveries(made.id, { page: 0, perPage: 5 });
  assert.deepEqual([deliveries.total, deliveries.page, deliveries.per_page], [0, 0, 5]);
  await assert.rejects(client.webhooks.create("ftp://example.com", ["*"]), (error) => {
    assert.ok(error instanceof ValidationError);
    assert.equal(error.message, "Url must be HTTPS");
    assert.deepEqual(error.response.errors, ["Url must be HTTPS"]);
    return true;
  });
  assert.deepEqual(await client.webhooks.delete(made.id), { deleted: true });
});

test("comments", async () => {
  const list = await client.comments.list(PARLEY_POST, PARLEY_PROFILE);
  assert.equal(list.data[0].id, PARLEY_COMMENT);
  for (const comment of list.data) {
    for (const reply of comment.replies) assert.ok(reply.id);
  }
  assert.equal((await client.comments.get(PARLEY_POST, PARLEY_COMMENT, PARLEY_PROFILE)).status, "synced");
  assert.deepEqual(await client.comments.hide(PARLEY_POST, PARLEY_COMMENT, PARLEY_PROFILE), { accepted: true });
  assert.deepEqual(await client.comments.unlike(PARLEY_POST, PARLEY_COMMENT, PARLEY_PROFILE), { accepted: true });
  assert.deepEqual(await client.comments.delete(PARLEY_POST, PARLEY_COMMENT, PARLEY_PROFILE), { accepted: true });
});

test("direct messages", async () => {
  const chats = await client.request("GET", `/profiles/${PARLEY_PROFILE}/chats`, {
    params: { page: "0", before: new Date(Date.now() + 60000).toISOString() },
  });
  assert.equal(chats.data[0].id, PARLEY_CHAT);
  const sent = await client.request("POST", `/chats/${PARLEY_CHAT}/messages`, { json: { body: "Hello" } });
  assert.equal(sent.status, "pending");
  for (const reaction of sent.reactions) assert.fail(reaction);
  assert.equal((await inGroup.request("GET", `/messages/${sent.id}`)).body, "Hello");
  const listed = await client.request("GET", `/chats/${PARLEY_CHAT}/messages`, { params: { direction: "outbound" } });
  assert.equal(listed.data[0].id, sent.id);

  const formData = new FormData();
  formData.append("media[]", new Blob([Buffer.from("%PDF-1.4 ...")], { type: "application/octet-stream" }), "a.pdf");
  const upload = await client.request("POST", `/chats/${PARLEY_CHAT}/messages`, { formData });
  assert.equal(upload.attachments[0].type, "file");
  assert.equal(upload.attachments[0].status, "processed");
  const stored = new URL(new URL(upload.attachments[0].url).pathname, PARLEY_URL);
  assert.equal((await fetch(stored)).headers.get("content-type"), "application/pdf");

  const reply = await client.request("POST", `/posts/${PARLEY_POST}/comments/${PARLEY_COMMENT}/private_reply`, {
    params: { profile_id: PARLEY_PROFILE },
    json: { text: "Thanks!" },
  });
  assert.equal(reply.external_comment_id, "c-sdk");
  await assert.rejects(
    client.request("POST", `/posts/${PARLEY_POST}/comments/${PARLEY_COMMENT}/private_reply`, {
      params: { profile_id: PARLEY_PROFILE },
      json: { text: "Again" },
    }),
    /A private reply was already sent for this comment/,
  );
});

test("errors", async () => {
  const stranger = new PostProxy("wrong", { baseUrl: PARLEY_URL });
  await assert.rejects(stranger.profiles.list(), (error) => {
    assert.ok(error instanceof AuthenticationError);
    assert.equal(error.message, "Invalid API key");
    return true;
  });
  await assert.rejects(client.request("POST", `/chats/${PARLEY_CHAT}/messages`), (error) => {
    assert.ok(error instanceof BadRequestError);
    assert.equal(error.message, "body or media is required");
    return true;
  });
  await assert.rejects(client.posts.list(), PostProxyError);
  await assert.rejects(client.request("POST", `/chats/${PARLEY_CHAT}/archive`), ValidationError);
});

test("webhook signatures", () => {
  const body = '{"event":"post.published","data":{"id":"post-1"}}';
  const known = "c8e99efbb07ac8e3152c02dd8d83e8ddb803ae8fb001d9e1ab42fb0b1f405ef2";
  assert.ok(verifySignature(body, `t=1234567890,v1=${known}`, "whsec_test123"));
  const ours = createHmac("sha256", "whsec_test123").update(`1.${body}`).digest("hex");
  assert.ok(verifySignature(body, `t=1,v1=${ours}`, "whsec_test123"));
});
