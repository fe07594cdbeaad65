-- A private reply goes into the chat in which its comment's author was answered before.
create index comments_by_author on comments (profile_id, author_external_id) where author_external_id is not null;
