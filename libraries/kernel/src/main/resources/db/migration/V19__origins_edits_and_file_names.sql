-- Who wrote an outbound message that is no send of ours: app (a person in the network's own app), automation (another
-- program), api (another program that shares our app). Null for our own sends, and for messages stored before.
alter table messages add column sent_by text check (sent_by in ('api', 'app', 'automation'));

-- The network's number of the last edit, where it counts them: it orders edits of one moment.
alter table messages add column edit_number bigint;

-- What whoever sent the file calls it.
alter table attachments add column file_name text;

-- When the receipts behind delivered_until and read_until came: what a message settled later is stamped with.
alter table chats add column delivered_told_at timestamptz, add column read_told_at timestamptz;
