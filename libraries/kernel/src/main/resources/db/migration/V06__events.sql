-- Every state change, once, with the envelope exactly as subscribers receive it.
create table events (
    id               bigint      not null,
    account_id       bigint      not null,
    profile_group_id bigint,
    profile_id       bigint,
    chat_id          bigint,
    -- Gap-free per chat; null for events that belong to no chat.
    sequence         bigint,
    type             text        not null,
    envelope         json        not null,
    created_at       timestamptz not null default now(),
    primary key (id)
) partition by range (id);
create table events_default partition of events default;
create index events_by_chat on events (chat_id, sequence) where chat_id is not null;
create index events_by_account on events (account_id, id);
select ensure_day_partitions('events', 7);

-- Events whose publication has not been acknowledged yet.
create table outbox (
    event_id   bigint      primary key,
    created_at timestamptz not null default now()
);
create index outbox_old on outbox (created_at);

create table dead_letters (
    id          bigint      primary key,
    topic       text        not null,
    kafka_partition int     not null,
    kafka_offset bigint     not null,
    record_key  text,
    value       bytea,
    reason      text        not null,
    created_at  timestamptz not null default now(),
    replayed_at timestamptz,
    unique (topic, kafka_partition, kafka_offset)
);
