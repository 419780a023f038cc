package oddboard.quota;

import javax.sql.DataSource;
import oddboard.audit.Audit;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Limits over a database, without the rest of the program. */
public final class TestQuotas {
    private TestQuotas() {}

    /** Nothing is limited but what a test sets. */
    public static Quotas create(DataSource database) {
        return new Quotas(
                JdbcClient.create(database),
                new QuotaSettings(DataSize.ofBytes(-1), -1, -1),
                1000,
                "web",
                new DefaultListableBeanFactory().getBeanProvider(QuotaMeter.class),
                Audit.of(JdbcClient.create(database)));
    }
}
