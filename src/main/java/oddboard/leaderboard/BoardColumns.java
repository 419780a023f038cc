package oddboard.leaderboard;

import java.util.List;
import java.util.Optional;
import oddboard.account.User;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The columns that a person chose for boards, remembered from one visit to the next. */
@Service
public class BoardColumns {
    private final JdbcClient jdbc;

    BoardColumns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Their words in order; empty where nothing was chosen yet. */
    public Optional<List<String>> of(User user) {
        return jdbc.sql("select columns from board_columns where account_id = :user")
                .param("user", user.id().value())
                .query((rs, n) -> List.of((String[]) rs.getArray(1).getArray()))
                .optional();
    }

    public void remember(List<String> columns, User user) {
        jdbc.sql("""
                insert into board_columns values (:user, :columns)
                on conflict (account_id) do update set columns = excluded.columns
                """)
                .param("user", user.id().value())
                .param("columns", columns.toArray(String[]::new))
                .update();
    }

    /** Back to those that each board shows by itself. */
    public void forget(User user) {
        jdbc.sql("delete from board_columns where account_id = :user")
                .param("user", user.id().value())
                .update();
    }
}
