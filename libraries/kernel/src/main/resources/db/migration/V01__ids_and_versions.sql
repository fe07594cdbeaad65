-- Ids are 63 bits: milliseconds since 1970 (42), a node number (10), a counter (11). See dev.parley.id.IdGenerator.

-- A running process leases one node number; two processes never hold the same one at the same time.
create table id_nodes (
    node         smallint    primary key check (node between 0 and 1023),
    lease_token  uuid,
    lease_until  timestamptz not null default '-infinity'
);
insert into id_nodes (node) select generate_series(0, 1023);

-- One row per kind of rarely changing configuration. Caches poll it instead of their tables.
create table config_versions (
    name    text   primary key,
    version bigint not null default 1
);
insert into config_versions (name) values ('keys'), ('profiles'), ('webhooks');

create function bump_config_version() returns trigger language plpgsql as $$
begin
    update config_versions set version = version + 1 where name = tg_argv[0];
    return null;
end $$;

-- The first id of the millisecond in which the given moment lies.
create function id_at(moment timestamptz) returns bigint language sql immutable as $$
    select (extract(epoch from moment) * 1000)::bigint << 21
$$;

-- Makes the day partitions of a table that is partitioned by range of id; safe to repeat and to race.
create function ensure_day_partitions(parent text, days_ahead int) returns void language plpgsql as $$
declare
    day date;
begin
    perform pg_advisory_xact_lock(hashtext('partitions:' || parent));
    for day in select generate_series(current_date - 1, current_date + days_ahead, interval '1 day')::date loop
        if to_regclass(format('%s_%s', parent, to_char(day, 'YYYYMMDD'))) is null then
            execute format('create table %I partition of %I for values from (%s) to (%s)',
                parent || '_' || to_char(day, 'YYYYMMDD'), parent,
                id_at(day::timestamp at time zone 'UTC'), id_at((day + 1)::timestamp at time zone 'UTC'));
        end if;
    end loop;
end $$;

-- Drops day partitions older than the retention; returns how many went.
create function drop_day_partitions(parent text, days_kept int) returns int language plpgsql as $$
declare
    child text;
    dropped int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('partitions:' || parent));
    for child in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = parent::regclass
          and c.relname ~ ('^' || parent || '_\d{8}$')
          and to_date(right(c.relname, 8), 'YYYYMMDD') < current_date - days_kept
    loop
        execute format('drop table %I', child);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $$;
