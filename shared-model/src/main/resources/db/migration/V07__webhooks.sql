create table webhook_endpoints (
    id                 bigint      primary key,
    account_id         bigint      not null references accounts,
    profile_group_id   bigint      references profile_groups on delete cascade,
    url                text        not null,
    events             text[]      not null,
    description        text,
    enabled            boolean     not null default true,
    ordered            boolean     not null default false,
    -- Encrypted like profile credentials: the secret must be shown again on GET.
    secret             bytea       not null,
    secret_key_id      text        not null,
    previous_secret    bytea,
    previous_secret_key_id text,
    previous_secret_until  timestamptz,
    disabled_reason    text,
    -- Since when nothing but failures was seen; null after a success.
    failing_since      timestamptz,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now()
);
create index webhook_endpoints_by_account on webhook_endpoints (account_id, id);
create trigger webhooks_changed after insert or update of url, events, enabled, ordered, secret, previous_secret, previous_secret_until, profile_group_id or delete
    on webhook_endpoints for each statement execute function bump_config_version('webhooks');

-- Deliveries that are not done yet: what did not fit, what is unanswered, what failed and will be tried again.
create table webhook_retries (
    event_id    bigint      not null,
    endpoint_id bigint      not null,
    delivery_id bigint      not null,
    attempt     int         not null default 1,
    due_at      timestamptz not null,
    lease_token uuid,
    lease_until timestamptz,
    created_at  timestamptz not null default now(),
    primary key (event_id, endpoint_id)
) with (fillfactor = 70);
create index webhook_retries_due on webhook_retries (due_at);
create index webhook_retries_by_endpoint on webhook_retries (endpoint_id, due_at);

-- Every attempt, insert-only.
create table webhook_attempts (
    id              bigint      not null,
    delivery_id     bigint      not null,
    endpoint_id     bigint      not null,
    event_id        bigint      not null,
    event_type      text        not null,
    attempt_number  int         not null,
    response_status int,
    success         boolean     not null,
    error           text,
    duration_ms     int         not null,
    attempted_at    timestamptz not null,
    created_at      timestamptz not null default now(),
    primary key (id)
) partition by range (id);
create table webhook_attempts_default partition of webhook_attempts default;
create index webhook_attempts_listed on webhook_attempts (endpoint_id, id desc);
select ensure_day_partitions('webhook_attempts', 7);

-- How far an ordered endpoint has been served in a chat.
create table webhook_cursors (
    endpoint_id   bigint      not null,
    chat_id       bigint      not null,
    last_sequence bigint      not null,
    due_at        timestamptz,
    attempt       int         not null default 1,
    lease_token   uuid,
    lease_until   timestamptz,
    primary key (endpoint_id, chat_id)
);
create index webhook_cursors_due on webhook_cursors (due_at) where due_at is not null;
