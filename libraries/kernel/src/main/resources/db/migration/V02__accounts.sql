create table accounts (
    id         bigint      primary key,
    name       text        not null,
    created_at timestamptz not null default now()
);

create table profile_groups (
    id         bigint      primary key,
    account_id bigint      not null references accounts,
    name       text        not null,
    created_at timestamptz not null default now()
);
create index profile_groups_by_account on profile_groups (account_id, id);

-- The key itself is shown once and never stored: only its SHA-256.
create table api_keys (
    id               bigint      primary key,
    account_id       bigint      not null references accounts,
    profile_group_id bigint      references profile_groups on delete cascade,
    key_hash         bytea       not null unique,
    label            text,
    created_at       timestamptz not null default now(),
    revoked_at       timestamptz
);
create index api_keys_by_account on api_keys (account_id, id);

create trigger keys_changed after insert or update or delete on api_keys
    for each statement execute function bump_config_version('keys');
create trigger groups_changed after insert or update or delete on profile_groups
    for each statement execute function bump_config_version('keys');
