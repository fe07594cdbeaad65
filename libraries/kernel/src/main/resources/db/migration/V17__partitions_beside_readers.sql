-- Makes the day partitions of a table that is partitioned by range of id; safe to repeat and to race.
--
-- A new partition is made beside its parent and attached, so that writers never wait for it; only the default partition
-- is locked, and for no longer than a second, because a long reader (a backup) may hold it. A day that cannot be made now
-- is made by a later call; each day stands alone. Rows that came before their day was made move from the default
-- partition into it, unless there are so many that moving them would hold up writers: those stay where they are.
create or replace function ensure_day_partitions(parent text, days_ahead int) returns void language plpgsql
set lock_timeout = '1s' as $$
declare
    day date;
    child text;
    first_id bigint;
    end_id bigint;
    early bigint;
begin
    perform pg_advisory_xact_lock(hashtext('partitions:' || parent));
    for day in select generate_series(current_date - 1, current_date + days_ahead, interval '1 day')::date loop
        child := format('%s_%s', parent, to_char(day, 'YYYYMMDD'));
        continue when to_regclass(child) is not null;
        first_id := id_at(day::timestamp at time zone 'UTC');
        end_id := id_at((day + 1)::timestamp at time zone 'UTC');
        execute format('select count(*) from (select 1 from %I where id >= %s and id < %s limit 50001) as found',
            parent || '_default', first_id, end_id) into early;
        continue when early > 50000;
        begin
            execute format('lock table %I in access exclusive mode', parent || '_default');
            execute format('create table %I (like %I including all)', child, parent);
            execute format('with early as (delete from %I where id >= %s and id < %s returning *)'
                ' insert into %I select * from early', parent || '_default', first_id, end_id, child);
            execute format('alter table %I attach partition %I for values from (%s) to (%s)',
                parent, child, first_id, end_id);
        exception when lock_not_available or deadlock_detected then
            raise notice 'partition % is not made now: %', child, sqlerrm;
            exit;
        end;
    end loop;
end $$;

-- Drops day partitions older than the retention, and deletes what is older in the default partition, a part at a time.
-- Returns how many partitions went. What a reader holds goes with a later call.
create or replace function drop_day_partitions(parent text, days_kept int) returns int language plpgsql
set lock_timeout = '1s' as $$
declare
    child text;
    dropped int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('partitions:' || parent));
    execute format('delete from %I where id in (select id from %I where id < %s order by id limit 10000)',
        parent || '_default', parent || '_default',
        id_at((current_date - days_kept)::timestamp at time zone 'UTC'));
    for child in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = parent::regclass
          and c.relname ~ ('^' || parent || '_\d{8}$')
          and to_date(right(c.relname, 8), 'YYYYMMDD') < current_date - days_kept
        order by c.relname
    loop
        begin
            execute format('drop table %I', child);
            dropped := dropped + 1;
        exception when lock_not_available or deadlock_detected then
            raise notice 'partition % is not dropped now: %', child, sqlerrm;
            exit;
        end;
    end loop;
    return dropped;
end $$;
