package oddboard.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sql.DataSource;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class AuditTest {
    private static final Audit.Actor ADA = new Audit.Actor(7, "Ada");
    private final DataSource database = TestDatabase.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(database);

    private record Row(
            Long accountId, String who, String action, String object, String detail, String address, String via) {}

    @AfterEach
    void leave() {
        RequestContextHolder.resetRequestAttributes();
    }

    private Row only() {
        return jdbc.sql("select account_id, who, action, object, detail, address, via from audit")
                .query(Row.class)
                .single();
    }

    @Test
    void tellsWhoDidWhatFromWhereAndByWhichToken() {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr("192.0.2.7");
        request.setAttribute(Audit.TOKEN, "Notebook");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        audit().record(ADA, "dataset.create", "dataset 12", "Nuts");
        assertThat(only())
                .isEqualTo(new Row(7L, "Ada", "dataset.create", "dataset 12", "Nuts", "192.0.2.7", "token Notebook"));
    }

    @Test
    void tellsOfThePageWhereThereIsNoToken() {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr("2001:db8::1");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        audit().record(new Audit.Actor(0, "somebody"), "session.sign-in-failed", "", "");
        assertThat(only())
                .isEqualTo(new Row(null, "somebody", "session.sign-in-failed", "", "", "2001:db8::1", "page"));
    }

    @Test
    void vanishesWithTheChangeThatIsRolledBack() {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    Audit.of(jdbc).record(ADA, "run.delete", "run 1", "");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(jdbc.sql("select count(*) from audit").query(Long.class).single())
                .isZero();
    }

    @Test
    void keepsEntriesInOneShortLine() {
        Audit.of(jdbc).record(ADA, "run.describe", "run 1", "a\0b\r\nc " + "😀".repeat(1000));
        assertThat(only().detail())
                .startsWith("a b c 😀")
                .hasSizeLessThanOrEqualTo(1000)
                .endsWith("😀…");
        assertThat(only().via()).isEqualTo("program");
    }

    private Audit audit() {
        var beans = new org.springframework.beans.factory.support.StaticListableBeanFactory();
        beans.addBean("request", new HttpRequestSource());
        return new Audit(jdbc, beans.getBeanProvider(RequestSourceResolver.class));
    }
}
