package oddboard.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What "nothing is lost, nothing is done twice" means, as questions to a live database (see ledger.sql). Each answer is
 * one sentence that names a violation.
 */
public final class Ledger {
    /** What other processes may still be about to set right: a lease, a check-in, a round of the reconciler. */
    private static final Duration PATIENCE = Duration.ofSeconds(80);

    /** The rules in three sections; what is true for a moment only is the second's. */
    private static final Map<String, List<String>> RULES = read();

    private final JdbcClient sql;

    public Ledger(JdbcClient sql) {
        this.sql = sql;
    }

    private static Map<String, List<String>> read() {
        try (InputStream file = Ledger.class.getResourceAsStream("ledger.sql")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, List<String>> rules = new HashMap<>();
            for (String section : text.split("(?m)^--- ")) {
                String name = section.substring(0, Math.max(0, section.indexOf(':')));
                rules.put(
                        name,
                        Arrays.stream(section.replaceAll("(?m)^--.*$", "").split(";\\R"))
                                .map(rule -> rule.substring(Math.max(0, rule.indexOf("select "))))
                                .filter(r -> !r.isBlank())
                                .toList());
            }
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #check}, where no worker is left that could set anything right. */
    public static void checkWithoutWorkers(DataSource database) {
        fail(new Ledger(JdbcClient.create(database)).violations("always", "toy"));
    }

    private static void fail(List<String> violations) {
        if (!violations.isEmpty()) {
            throw new AssertionError("The ledger does not add up:\n" + String.join("\n", violations));
        }
    }

    /** Fails with every violation that is there, or is still there after what passes by itself has had its time. */
    public static void check(DataSource database) {
        Ledger ledger = new Ledger(JdbcClient.create(database));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<String> always = ledger.violations("always", "toy");
            List<String> soon = ledger.violations("soon");
            if (!always.isEmpty() || !soon.isEmpty() && System.nanoTime() > end) {
                always.addAll(soon);
                fail(always);
            }
            if (soon.isEmpty()) {
                return;
            }
            pause();
        }
    }

    /** All there are at this moment. */
    public List<String> violations() {
        return violations("always", "soon", "toy");
    }

    private List<String> violations(String... sections) {
        boolean toy = sql.sql("select to_regclass('toy') is not null")
                .query(Boolean.class)
                .single();
        List<String> found = new ArrayList<>();
        for (String section : sections) {
            if (toy || !section.equals("toy")) {
                RULES.get(section)
                        .forEach(rule -> found.addAll(
                                sql.sql(rule + " limit 20").query(String.class).list()));
            }
        }
        return found;
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the ledger was checked");
        }
    }
}
