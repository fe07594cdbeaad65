-- A connected platform account. Rows are kept after a disconnect, because chats and messages point at them.
create table profiles (
    id                 bigint      primary key,
    account_id         bigint      not null references accounts,
    profile_group_id   bigint      not null,
    platform           text        not null,
    external_id        text        not null,
    name               text        not null,
    username           text,
    avatar_url         text,
    status             text        not null default 'active' check (status in ('active', 'expired', 'inactive')),
    -- AES-256-GCM under the key named by credentials_key_id; see dev.parley.secret.Vault.
    credentials        bytea,
    credentials_key_id text,
    -- SHA-256 of the secret that the platform's webhook deliveries carry, where each profile has its own.
    hook_secret_hash   bytea,
    settings           jsonb       not null default '{}',
    -- What the platform's own package wants to remember about the account; opaque to everybody else.
    platform_state     jsonb       not null default '{}',
    expires_at         timestamptz,
    -- When the token was lost: sends are held from here on for at most a day.
    expired_at         timestamptz,
    disconnected_at    timestamptz,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now()
);
-- The same account twice would steal its own webhooks.
create unique index profiles_one_per_account on profiles (platform, external_id) where disconnected_at is null;
create index profiles_by_group on profiles (profile_group_id, id) where disconnected_at is null;
create index profiles_by_account on profiles (account_id, id) where disconnected_at is null;
create index profiles_by_change on profiles (updated_at);

create trigger profiles_changed after insert or update or delete on profiles
    for each statement execute function bump_config_version('profiles');

-- Pages or channels a profile may speak for, where a platform has such a choice.
create table placements (
    id          bigint      primary key,
    profile_id  bigint      not null references profiles on delete cascade,
    external_id text,
    name        text        not null,
    metadata    jsonb,
    credentials bytea,
    credentials_key_id text,
    created_at  timestamptz not null default now(),
    unique (profile_id, external_id)
);

-- An OAuth dialog that has been opened and not yet answered.
create table oauth_states (
    state            text        primary key,
    account_id       bigint      not null,
    profile_group_id bigint      not null,
    platform         text        not null,
    redirect_url     text        not null,
    expires_at       timestamptz not null
);

-- Where a polled platform was read up to. The page's transaction moves it by compare-and-set on its old value.
create table poll_cursors (
    profile_id    bigint      primary key,
    cursor        text,
    due_at        timestamptz not null default now(),
    last_seen_at  timestamptz,
    lease_token   uuid,
    lease_until   timestamptz
);
create index poll_cursors_due on poll_cursors (due_at);

-- What kind a platform conversation is (a group is skipped), asked once.
create table conversation_kinds (
    profile_id               bigint not null,
    external_conversation_id text   not null,
    kind                     text   not null check (kind in ('direct', 'group')),
    participant_external_id  text,
    primary key (profile_id, external_conversation_id)
);

-- A limit of a profile, app or host, shared by all replicas: the moment from which the next call is free.
create table budgets (
    scope   text        primary key,
    next_at timestamptz not null default now()
);
