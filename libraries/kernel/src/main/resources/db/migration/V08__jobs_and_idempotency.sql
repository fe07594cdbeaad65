-- Work for the platforms that no customer waits for: callback acks, media mirroring, participant look-ups.
-- Written in the normalising transaction, claimed by dispatch in lanes of their own, acks first.
create table platform_jobs (
    id          bigint      primary key,
    kind        text        not null,
    priority    smallint    not null,
    profile_id  bigint      not null,
    chat_id     bigint,
    message_id  bigint,
    -- Two jobs with one key are one job (a look-up of the same participant).
    unique_key  text        unique,
    payload     jsonb       not null default '{}',
    attempts    int         not null default 0,
    due_at      timestamptz not null default now(),
    -- After this the job is pointless (a callback query can be answered for 150 s).
    expires_at  timestamptz,
    lease_token uuid,
    lease_until timestamptz,
    created_at  timestamptz not null default now()
);
create index platform_jobs_due on platform_jobs (kind, due_at);

create table idempotency_keys (
    account_id   bigint      not null,
    key          text        not null,
    request_hash bytea       not null,
    -- Null while the first request runs.
    status       int,
    body         text,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    primary key (account_id, key)
);
create index idempotency_keys_expired on idempotency_keys (expires_at);
