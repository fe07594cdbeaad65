-- A login begins at our own address: it gives the browser a cookie, whose SHA-256 the callback must bring, and leads on to
-- the platform's page. Rows of a version before that have no dialog_url and come back without a cookie.
alter table oauth_states
    add column dialog_url text,
    add column browser_hash bytea,
    add column browser_since timestamptz;

-- Where a login may lead a customer's browser in the end: origins such as https://shop.example. Null for any.
alter table accounts add column redirect_origins text[];

-- Until when a keyed request without an answer counts as running, for what is done once only. Afterwards its outcome is
-- unknown, and the key stays taken until expires_at. Null: the key is free at expires_at.
alter table idempotency_keys add column claimed_until timestamptz;

-- Which request made a comment of our own: so that a request whose answer was lost finds it. Null for one that the platform
-- told us about.
alter table comments add column request_ref text;
