-- When an event is published again if nobody acknowledged it. Apart from created_at, which is its age and must not be moved.
alter table outbox add column due_at timestamptz not null default now() + interval '10 seconds';
create index outbox_due on outbox (due_at);

-- Where a dead letter comes from, and what is known of one that was too large to be kept whole.
alter table dead_letters
    add column origin       text,
    add column whole_bytes  bigint,
    add column whole_sha256 text;
