package oddboard.maintenance;

import java.time.Duration;

/**
 * What goes after a time.
 *
 * @param key as settings call it
 * @param title for users
 * @param keeps how long or how much, for users
 * @param table whose rows go
 * @param rows SQL: the condition under which a row {@code t} goes
 * @param bytes SQL: what a row {@code t} takes
 * @param amount {@code :amount} of the SQL: seconds or bytes; 0 = this rule is off
 * @param blob whether its rows are all that holds the contents named by their column sha256
 */
record RetentionRule(
        String key, String title, String keeps, String table, String rows, String bytes, long amount, boolean blob) {
    /** Nothing that waits, runs, or is to be tried again: neither the job itself nor a sweep's run that is put back. */
    private static final String ENDED = """
            exists (select from run r join job j on j.id = r.job_id where r.id = t.run_id and j.state %s
                and j.ended_at < now() - make_interval(secs => :amount)
                and not exists (select from sweep_run s where s.run_id = r.id and s.put_back))
            """;

    static RetentionRule rows(String key, String title, Duration keep, String table, String rows, String bytes) {
        return new RetentionRule(
                key, title, keep.isZero() ? "for ever" : days(keep), table, rows, bytes, keep.toSeconds(), false);
    }

    RetentionRule withBlobs() {
        return new RetentionRule(key, title, keeps, table, rows, bytes, amount, true);
    }

    static String ended(String states) {
        return ENDED.formatted(states);
    }

    boolean isOn() {
        return amount > 0;
    }

    private static String days(Duration keep) {
        return keep.toHours() < 48 ? keep.toHours() + " hours" : keep.toDays() + " days";
    }
}
