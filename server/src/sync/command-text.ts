/**
 * SQL that makes the text of a `Command` of the columns id, turn and flags, up to its mutation. The mutation goes in as it
 * came: to read, write and send it a second time would cost as much as all the rest of a push.
 */
export const commandHead = `'{"id":"' || id || '","turn":' || coalesce(turn::text, 'null') || ',"flags":' || flags || ',"mutation":'`;

/** SQL of what is written at a row when it has left: an answer that has not come by then is asked for again. */
export const countsAsLost = `, lost_at = now() + interval '30 s'`;

/** SQL of the whole text of a row `o` of the outbox, which may quote the mutation that caused it. */
export const quotedPayload = `case when o.quotes then o.payload || (select body from mutation where id = o.cause_id) || '}' else o.payload end`;
