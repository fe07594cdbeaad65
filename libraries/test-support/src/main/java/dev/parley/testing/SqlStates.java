package dev.parley.testing;

import java.util.List;

/**
 * Errors of PostgreSQL that say the data are at fault, one of each class that a statement can meet, and a trigger that raises
 * them: a row whose text is {@code raise 22001} is refused with that SQLSTATE.
 */
public final class SqlStates {
    public static final List<String> REFUSALS = List.of(
            "0A000", "20000", "21000", "22001", "22003", "22008", "22021", "22P05", "23502", "23503", "23505", "23514",
            "24000", "27000", "2F003", "34000", "39000", "3F000", "42501", "42704", "42P01", "44000", "54000", "54001",
            "HV000", "P0001", "XX000", "XX001");

    private SqlStates() {}

    public static String text(String state) {
        return "raise " + state;
    }

    /** The statements that put the trigger before the table's inserts. */
    public static List<String> triggerOn(String table, String column) {
        return List.of(
                """
                create or replace function raise_as_told() returns trigger language plpgsql as $$
                declare told text := to_jsonb(new) ->> tg_argv[0];
                begin
                    if told like 'raise _____' then
                        raise exception 'as told' using errcode = substr(told, 7);
                    end if;
                    return new;
                end $$""",
                "create or replace trigger raise_as_told before insert on " + table
                        + " for each row execute function raise_as_told('" + column + "')");
    }
}
