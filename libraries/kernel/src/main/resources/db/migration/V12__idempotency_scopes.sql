-- Who sent a key: 0 for a key to the whole account, else the one group the API key is for. Null in rows of a version
-- before scopes. A group's key is stored behind the group's id and a line feed, which no header value contains, so that
-- (account_id, key) stays unique and replicas of both versions can run at once.
alter table idempotency_keys
    add column scope bigint,
    -- AES-256-GCM, bound to the row; see dev.parley.secret.Vault. Sends keep theirs in body: it repeats the message's row.
    add column sealed_body bytea,
    add column sealed_body_key_id text;

-- Signing secrets of webhooks, written in clear by a version before scopes. They can be read with GET.
update idempotency_keys set body = (body::jsonb - 'secret')::text where body like '%"secret":"whsec\_%';
