package oddboard.maintenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import oddboard.ui.Format;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Deletes what its rules name, or says what would go. */
public final class Retention {
    private static final int BATCH = 1000;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Consumer<String> forget;
    private final List<RetentionRule> rules;

    /** @param forget called with each content that may be needed no more; what it leaves, the store collects by itself */
    Retention(JdbcClient jdbc, TransactionOperations transaction, Consumer<String> forget, List<RetentionRule> rules) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.forget = forget;
        this.rules = rules;
    }

    /**
     * One rule and what it deletes.
     *
     * @param keeps how long or how much is kept, for users
     * @param on whether anything is ever deleted
     */
    public record Going(String key, String title, String keeps, boolean on, long rows, long bytes) {}

    /** What would go now. */
    public List<Going> preview() {
        return rules.stream()
                .map(rule -> rule.isOn() ? preview(rule) : going(rule, 0, 0))
                .toList();
    }

    private Going preview(RetentionRule rule) {
        return jdbc.sql("select count(*), coalesce(sum(" + rule.bytes() + "), 0)::bigint from " + rule.table()
                        + " t where " + rule.rows())
                .param("amount", rule.amount())
                .query((row, n) -> going(rule, row.getLong(1), row.getLong(2)))
                .single();
    }

    private static Going going(RetentionRule rule, long rows, long bytes) {
        return new Going(rule.key(), rule.title(), rule.keeps(), rule.isOn(), rows, bytes);
    }

    /**
     * Lets it go, in small transactions.
     *
     * @param by a person's name, or what did it
     * @return what is gone
     */
    public List<Going> apply(String by) {
        List<Going> gone = new ArrayList<>();
        for (RetentionRule rule : rules) {
            if (rule.isOn()) {
                Going one = apply(rule);
                if (one.rows() > 0) {
                    gone.add(one);
                }
            }
        }
        if (!gone.isEmpty()) {
            MaintenanceLog.write(jdbc, "RETENTION", by, summary(gone));
        }
        return gone;
    }

    static String summary(List<Going> gone) {
        return String.join(
                ", ",
                gone.stream()
                        .map(g -> g.key() + " " + Format.count(g.rows()) + " (" + Format.bytes(g.bytes()) + ")")
                        .toList());
    }

    private record Row(String sha256, long bytes) {}

    private Going apply(RetentionRule rule) {
        long rows = 0;
        long bytes = 0;
        while (true) {
            List<Row> batch = Objects.requireNonNull(transaction.execute(status -> delete(rule)));
            rows += batch.size();
            bytes += batch.stream().mapToLong(Row::bytes).sum();
            if (rule.blob()) {
                batch.forEach(row -> forget.accept(row.sha256()));
            }
            if (batch.size() < BATCH) {
                return going(rule, rows, bytes);
            }
        }
    }

    /** Rows that somebody is about to change stay for the next time. */
    private List<Row> delete(RetentionRule rule) {
        return jdbc.sql("""
                with going as materialized (
                    select t.ctid, %1$s as bytes from %2$s t where %3$s limit %4$d for update skip locked)
                delete from %2$s t using going where t.ctid = going.ctid
                returning %5$s as sha256, going.bytes
                """.formatted(rule.bytes(), rule.table(), rule.rows(), BATCH, rule.blob() ? "t.sha256" : "''"))
                .param("amount", rule.amount())
                .query((row, n) -> new Row(row.getString(1), row.getLong(2)))
                .list();
    }
}
