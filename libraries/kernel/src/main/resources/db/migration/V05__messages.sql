create table messages (
    id                    bigint      primary key,
    chat_id               bigint      not null,
    profile_id            bigint      not null,
    direction             text        not null check (direction in ('inbound', 'outbound')),
    status                text        not null
        check (status in ('pending', 'published', 'failed_waiting_for_retry', 'failed', 'received')),
    -- Place among the chat's sends; null for inbound and for messages sent outside Parley.
    send_number           bigint,
    external_id           text,
    body                  text,
    tag                   text,
    external_comment_id   text,
    error_message         text,
    error_details         jsonb,
    platform_data         jsonb,
    reply_to_external_id  text,
    reply_markup          jsonb,
    quick_replies         jsonb,
    buttons               jsonb,
    card                  jsonb,
    reactions             jsonb       not null default '[]',
    is_unsupported        boolean     not null default false,
    external_posted_at    timestamptz,
    external_delivered_at timestamptz,
    external_read_at      timestamptz,
    external_edited_at    timestamptz,
    external_deleted_at   timestamptz,
    created_at            timestamptz not null default now(),
    sort_at               timestamptz not null generated always as (coalesce(external_posted_at, created_at)) stored,

    -- Dispatch: how often it was tried, when it may be tried next, and whether a call is (or may be) under way.
    attempts              int         not null default 0,
    next_attempt_at       timestamptz,
    calling_since         timestamptz,
    -- The outcome of the last call is not known and must be asked for before anything else happens.
    outcome_unknown       boolean     not null default false,
    -- Outbound media that must be stored before the platform is called.
    waits_for_media       boolean     not null default false,
    -- Inbound media being mirrored: the message.received event is written when done, or at this time at the latest.
    announce_at           timestamptz,

    unique (chat_id, external_id)
) with (fillfactor = 80);
create index messages_by_external_id on messages (profile_id, external_id) where external_id is not null;
create index messages_listed on messages (chat_id, sort_at desc, id desc);
-- The head of a lane is the lowest number in here.
create unique index messages_unsettled on messages (chat_id, send_number)
    where status in ('pending', 'failed_waiting_for_retry');
-- Sends whose end nobody knows yet; an echo may tell.
create index messages_unsure on messages (chat_id) where outcome_unknown;
create index messages_to_announce on messages (announce_at) where announce_at is not null;
create unique index messages_one_private_reply on messages (profile_id, external_comment_id)
    where external_comment_id is not null and direction = 'outbound' and status <> 'failed';

create table attachments (
    id           bigint      primary key,
    message_id   bigint      not null,
    position     smallint    not null default 0,
    type         text        not null,
    url          text,
    status       text        not null check (status in ('pending', 'processed', 'failed')),
    external_id  text,
    -- Where the bytes come from: a customer's URL, or the platform's own reference to a file.
    source       jsonb,
    media_key    text,
    content_type text,
    byte_size    bigint,
    error        text,
    created_at   timestamptz not null default now()
);
create index attachments_by_message on attachments (message_id, position);

-- Stored bytes. The key is 128 random bits and the only thing a public URL shows.
create table media (
    media_key    text        primary key,
    content_type text        not null,
    file_name    text,
    byte_size    bigint      not null,
    sha256       bytea       not null,
    created_at   timestamptz not null default now(),
    purged_at    timestamptz
);

-- An edit, reaction, receipt or echo that came before its message waits here for it.
create table early_events (
    id          bigint      primary key,
    chat_id     bigint      not null,
    external_id text        not null,
    kind        text        not null,
    payload     jsonb       not null,
    expires_at  timestamptz not null
);
create index early_events_by_message on early_events (chat_id, external_id);
create index early_events_expired on early_events (expires_at);

-- Inbound items that have already been handled and leave no unique row of their own (edits, reactions, receipts).
create table inbound_seen (
    profile_id bigint      not null,
    item_key   text        not null,
    seen_at    timestamptz not null default now(),
    primary key (profile_id, item_key)
);
create index inbound_seen_old on inbound_seen (seen_at);

create table posts (
    id          bigint      primary key,
    profile_id  bigint      not null,
    external_id text        not null,
    permalink   text,
    metadata    jsonb,
    created_at  timestamptz not null default now(),
    unique (profile_id, external_id)
);

create table comments (
    id                 bigint      primary key,
    post_id            bigint      not null,
    profile_id         bigint      not null,
    external_id        text        not null,
    parent_external_id text,
    status             text        not null default 'synced'
        check (status in ('synced', 'pending', 'published', 'failed', 'failed_waiting_for_retry')),
    body               text,
    author_external_id text,
    author_username    text,
    author_name        text,
    author_avatar_url  text,
    is_own             boolean     not null default false,
    is_hidden          boolean     not null default false,
    like_count         int         not null default 0,
    permalink          text,
    metadata           jsonb,
    platform_data      jsonb,
    attachments        jsonb       not null default '[]',
    posted_at          timestamptz,
    deleted_at         timestamptz,
    created_at         timestamptz not null default now(),
    unique (profile_id, external_id)
);
create index comments_listed on comments (post_id, created_at desc, id desc);
create index comments_by_profile on comments (profile_id, created_at desc, id desc);
