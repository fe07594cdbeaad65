-- No foreign keys from here on: hot tables, and rows may be made from a topic before their neighbours are known.
create table chats (
    id                       bigint      primary key,
    profile_id               bigint      not null,
    platform                 text        not null,
    participant_external_id  text        not null,
    participant_username     text,
    participant_name         text,
    participant_avatar_url   text,
    external_conversation_id text,
    last_inbound_at          timestamptz,
    last_outbound_at         timestamptz,
    last_message_at          timestamptz,
    -- Moved by an inbound message, tap, referral or participant reaction; Meta counts 24 h from here.
    window_opened_at         timestamptz,
    archived                 boolean     not null default false,
    metadata                 jsonb,
    -- Watermarks survive here so that a receipt arriving before its message is not lost.
    delivered_until          timestamptz,
    read_until               timestamptz,
    participant_asked_at     timestamptz,
    reachable                boolean     not null default true,
    created_at               timestamptz not null default now(),
    unique (profile_id, participant_external_id)
);
create index chats_inbox on chats (profile_id, last_message_at desc nulls last, created_at desc, id desc);
create index chats_by_conversation on chats (external_conversation_id) where external_conversation_id is not null;

-- A chat that was merged into another keeps resolving.
create table chat_aliases (
    alias_id bigint primary key,
    chat_id  bigint not null
);

-- The lane of a chat: numbers its sends and events, and says who may dispatch and when. See dev.parley.dispatch.lane.
create table chat_lanes (
    chat_id       bigint      primary key,
    profile_id    bigint      not null,
    next_send     bigint      not null default 1,
    next_event    bigint      not null default 1,
    -- When somebody must look at the lane next; null when nothing is left to send. While leased: the end of the lease.
    due_at        timestamptz,
    lease_token   uuid,
    lease_until   timestamptz,
    -- The network's limit within one chat: no send before then.
    quiet_until   timestamptz,
    message_count bigint      not null default 0
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
create index chat_lanes_due on chat_lanes (due_at) where due_at is not null;
create index chat_lanes_due_by_profile on chat_lanes (profile_id, due_at) where due_at is not null;

-- Chats per profile, spread over buckets so that no row is hot; the total is their sum.
create table chat_counts (
    profile_id bigint   not null,
    bucket     smallint not null,
    chats      bigint   not null,
    primary key (profile_id, bucket)
) with (fillfactor = 50);

create function count_new_chats() returns trigger language plpgsql as $$
begin
    insert into chat_counts (profile_id, bucket, chats)
    select profile_id, pg_backend_pid() % 16, count(*) from added group by profile_id order by profile_id
    on conflict (profile_id, bucket) do update set chats = chat_counts.chats + excluded.chats;
    return null;
end $$;
create trigger chats_counted after insert on chats
    referencing new table as added for each statement execute function count_new_chats();

create function count_gone_chats() returns trigger language plpgsql as $$
begin
    insert into chat_counts (profile_id, bucket, chats)
    select profile_id, pg_backend_pid() % 16, -count(*) from gone group by profile_id order by profile_id
    on conflict (profile_id, bucket) do update set chats = chat_counts.chats + excluded.chats;
    return null;
end $$;
create trigger chats_uncounted after delete on chats
    referencing old table as gone for each statement execute function count_gone_chats();
