package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What somebody sees of 1,000 data sets, half of them private, with 200 members each. */
class RightsBench {
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource());

    @Test
    void aListOfAThousandDataSetsComesInAMoment() {
        for (String sql : new String[] {"""
            insert into account (name, password_hash, role)
            select 'Person ' || n, '-', case when n = 1 then 'ADMIN' when n % 10 = 0 then 'VIEWER' else 'MEMBER' end from generate_series(1, 400) n""", """
            insert into dataset (name, account_id, visibility)
            select 'Set ' || n, (n % 400) + 1, case when n % 2 = 0 then 'team' else 'private' end from generate_series(1, 1000) n""", """
            insert into dataset_member (dataset_id, account_id, role)
            select d.id, a.id, case when (d.id + a.id) % 3 = 0 then 'EDITOR' else 'READER' end
            from dataset d, account a where (d.id + a.id) % 2 = 0""", """
            insert into job (kind, label, state, account_id, attempt, ended_at)
            select 'import', 'cpu', 'SUCCEEDED', 1, 1, now() from generate_series(1, 2000)""", """
            insert into dataset_version (dataset_id, number, job_id, spec)
            select (n - 1) / 2 + 1, (n - 1) % 2 + 1, n, '{}' from generate_series(1, 2000) n""", "analyze"}) {
            jdbc.sql(sql).update();
        }
        assertThat(jdbc.sql("select count(*) from dataset_member")
                        .query(Long.class)
                        .single())
                .isEqualTo(200_000);
        var rows = new DatasetRepository(jdbc);
        for (User one : new User[] {person(1, Role.ADMIN), person(3, Role.MEMBER), person(10, Role.VIEWER)}) {
            double view = median(() -> jdbc.sql("select count(role) from dataset_right where account_id = :id")
                    .param("id", one.id().value())
                    .query(Long.class)
                    .single());
            double list = median(() -> rows.list(one));
            double single = median(() -> rows.find(new DatasetId(501), one));
            System.out.printf(
                    "rights %s: %d of 1000 seen; view %.1f ms, list with 2,000 versions %.1f ms, one %.2f ms%n",
                    one.role(), rows.list(one).size(), view, list, single);
            assertThat(view).as("milliseconds for the view").isLessThan(60);
        }
        jdbc.sql("explain (analyze, buffers, timing off) select * from dataset_right where account_id = 3")
                .query(String.class)
                .list()
                .forEach(System.out::println);
    }

    private static User person(long id, Role role) {
        return new User(new UserId(id), "Person " + id, role, false);
    }

    private static double median(Runnable what) {
        double[] took = new double[9];
        for (int i = 0; i < took.length; i++) {
            long start = System.nanoTime();
            what.run();
            took[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(took);
        return took[took.length / 2];
    }
}
