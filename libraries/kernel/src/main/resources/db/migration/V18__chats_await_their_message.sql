-- When an arriving item made the chat, a moment before it is stored itself: lists leave the chat out until then.
alter table chats add column awaits_message_since timestamptz;
