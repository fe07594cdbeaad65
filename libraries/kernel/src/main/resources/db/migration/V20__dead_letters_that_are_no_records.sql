-- Some letters describe what never was a record of their topic: they are for people, and cannot be put back.
alter table dead_letters add column replayable boolean not null default true;
