-- A conversation that was gone for a moment was remembered as a group. Real groups are asked about once more.
delete from conversation_kinds where kind = 'group';
