package oddboard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseTest {
    @Test
    void givesEachCallAMigratedDatabaseOfItsOwn() {
        var one = TestDatabase.dataSource();
        var two = TestDatabase.dataSource();
        TestDatabase.addAccount(one, "ada", "ADMIN");

        assertThat(accounts(one)).isEqualTo(1);
        assertThat(accounts(two)).isZero();
    }

    private static long accounts(DataSource database) {
        return JdbcClient.create(database)
                .sql("select count(*) from account")
                .query(Long.class)
                .single();
    }
}
