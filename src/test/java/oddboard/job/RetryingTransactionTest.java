package oddboard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class RetryingTransactionTest {
    private final DataSource database = oddboard.testing.TestDatabase.dataSource();
    private final JdbcClient sql = JdbcClient.create(database);
    private final List<String> calls = new ArrayList<>();

    /** Loses the connection once, before or after the commit arrives at the server. */
    private final class CutLine extends JdbcTransactionManager {
        private final boolean committed;
        private boolean cut;

        CutLine(boolean committed) {
            super(database);
            this.committed = committed;
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            if (cut) {
                super.doCommit(status);
                return;
            }
            cut = true;
            if (committed) {
                super.doCommit(status);
            } else {
                super.doRollback(status);
            }
            throw new TransactionSystemException("cut", new SQLException("the line is cut", "08006"));
        }
    }

    private RetryingTransaction over(boolean committed, Duration patience) {
        return new RetryingTransaction(new TransactionTemplate(new CutLine(committed)), sql, patience);
    }

    private void addAccount() {
        calls.add("work");
        sql.sql("insert into account (name, password_hash, role) values ('eve', '-', 'MEMBER')")
                .update();
    }

    private long accounts() {
        return sql.sql("select count(*) from account").query(Long.class).single();
    }

    @Test
    void doesNotRepeatWorkWhoseCommitArrivedThoughItsAnswerDidNot() {
        over(true, Duration.ofMinutes(1)).run(this::addAccount);

        assertThat(calls).hasSize(1);
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void repeatsWorkWhoseCommitDidNotArrive() {
        over(false, Duration.ofMinutes(1)).run(this::addAccount);

        assertThat(calls).hasSize(2);
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void givesUpWhenItsPatienceEnds() {
        RetryingTransaction impatient = over(false, Duration.ofMinutes(1));
        impatient.hurry(Duration.ZERO);

        assertThatThrownBy(() -> impatient.run(this::addAccount)).hasRootCauseMessage("the line is cut");
    }

    @Test
    void doesNotRepeatWorkThatIsWrong() {
        RetryingTransaction transaction = over(true, Duration.ofMinutes(1));
        assertThatThrownBy(() -> transaction.run(() -> {
                    calls.add("work");
                    sql.sql("select 1 / 0").query(Integer.class).single();
                }))
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
        assertThat(calls).hasSize(1);
    }

    @Test
    void tellsPassingTroubleFromTheRest() {
        assertThat(Outage.isPassing(new RuntimeException(new SQLException("admin shutdown", "57P01"))))
                .isTrue();
        assertThat(Outage.isPassing(new SQLException("disk full", "53100"))).isTrue();
        assertThat(Outage.isPassing(new SQLException("deadlock", "40P01"))).isTrue();
        assertThat(Outage.isPassing(new SQLException("Connection is closed"))).isTrue();
        assertThat(Outage.isPassing(new SQLException("duplicate key", "23505"))).isFalse();
        TransactionSystemException rollback = new TransactionSystemException("rollback failed", new SQLException("x"));
        rollback.initApplicationException(new IllegalStateException(new SQLException("gone", "08006")));
        assertThat(Outage.isPassing(rollback)).isTrue();
    }
}
