create table webhook_endpoints (
    id                 bigint      primary key,
    account_id         bigint      not null references accounts,
    profile_group_id   bigint      references profile_groups on delete cascade,
    url                text        not null,
    events             text[]      not null,
    description        text,
    enabled            boolean     not null default true,
    ordered            boolean     not null default false,
    -- An ordered endpoint hears of each chat's events from here on.
    ordered_since      timestamptz,
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

-- Whoever switches an endpoint on starts afresh: no old failures, and order counts from now.
create function start_endpoint_afresh() returns trigger language plpgsql as $$
begin
    if new.enabled and (tg_op = 'INSERT' or not old.enabled) then
        new.failing_since := null;
        new.disabled_reason := null;
    end if;
    if tg_op = 'INSERT' or new.enabled <> old.enabled or new.ordered <> old.ordered then
        new.ordered_since := case when new.ordered then now() end;
        delete from webhook_cursors where endpoint_id = new.id;
    end if;
    return new;
end $$;
create trigger webhook_started before insert or update of enabled, ordered on webhook_endpoints
    for each row execute function start_endpoint_afresh();

-- Deliveries that are not done yet: what did not fit, what is unanswered, what failed and will be tried again.
-- Taking one moves due_at ahead by the lease: so due_at alone says when anybody may take it.
create table webhook_retries (
    event_id    bigint      not null,
    endpoint_id bigint      not null,
    attempt     int         not null default 1,
    due_at      timestamptz not null,
    -- Who holds it until due_at; null while nobody does.
    lease_token uuid,
    created_at  timestamptz not null default now(),
    primary key (event_id, endpoint_id)
) with (fillfactor = 70);
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

-- How far an ordered endpoint has been served in a chat. As above, due_at is also the lease's end.
create table webhook_cursors (
    endpoint_id   bigint      not null,
    chat_id       bigint      not null,
    -- The last event that is done: delivered, given up or not wanted.
    last_sequence bigint      not null,
    -- Null while there is nothing to do.
    due_at        timestamptz,
    -- The attempt that comes next, of the event after last_sequence.
    attempt       int         not null default 1,
    -- How often it was woken: whoever finishes goes to sleep only if nothing came meanwhile.
    wakes         bigint      not null default 0,
    lease_token   uuid,
    primary key (endpoint_id, chat_id)
) with (fillfactor = 70);
create index webhook_cursors_due on webhook_cursors (endpoint_id, due_at) where due_at is not null;
