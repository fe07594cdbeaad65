-- What an event came of: the network, when it says it happened, and the step of a trace that caused it.
alter table events
    add column platform    text,
    add column occurred_at timestamptz,
    add column traceparent text;

-- The step of a trace that accepted or received the message; null when nobody traces it.
alter table messages add column traceparent text;
