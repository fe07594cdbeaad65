-- What is to leave the store: found by the sweep in dispatch, however large the table grows.
create index media_purged on media (purged_at) where purged_at is not null;
