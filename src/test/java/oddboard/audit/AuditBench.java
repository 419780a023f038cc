package oddboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A page of the audit log with a million entries. */
class AuditBench {
    @Test
    void aPageOfAMillionEntriesComesInAMoment() {
        JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource());
        AuditLogTest.fill(jdbc, 1_000_000);
        var log = new AuditLog(jdbc);
        for (String[] f : new String[][] {
            {"", "", "", ""},
            {"Person 7", "", "", ""},
            {"", "run", "", ""},
            {"", "run.cancel", "", ""},
            {"", "", "run 388", ""},
            {"", "", "", "needle"},
            {"", "", "", "conv"},
            {"", "", "", "nothing"},
            {"Person 8", "run.cancel", "", "version 7"}
        }) {
            var filter = AuditFilter.of(f[0], f[1], f[2], f[3], "", "");
            long[] took = new long[5];
            for (int i = 0; i < took.length; i++) {
                long start = System.nanoTime();
                log.page(filter, null, 51);
                took[i] = (System.nanoTime() - start) / 1000;
            }
            Arrays.sort(took);
            System.out.printf("audit %s: median %.1f ms, most %.1f ms%n", filter, took[2] / 1e3, took[4] / 1e3);
            assertThat(took[2]).isLessThan(300_000);
        }
        long start = System.nanoTime();
        log.actions();
        System.out.printf("audit actions: %.1f ms%n", (System.nanoTime() - start) / 1e6);
    }
}
