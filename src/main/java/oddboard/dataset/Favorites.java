package oddboard.dataset;

import java.util.Optional;
import oddboard.account.User;
import oddboard.common.NotFoundException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What each person sees to by themselves in the list of data sets: stars, and how it is laid out. */
@Service
public class Favorites {
    private final JdbcClient jdbc;
    private final Datasets datasets;

    Favorites(JdbcClient jdbc, Datasets datasets) {
        this.jdbc = jdbc;
        this.datasets = datasets;
    }

    /** How the list of data sets looks. */
    public enum Layout {
        CARDS,
        LIST
    }

    /** Stars a data set, or takes the star away; for this viewer alone. */
    public void set(DatasetId dataset, boolean favorite, User viewer) {
        if (datasets.find(dataset, viewer).isEmpty()) {
            throw new NotFoundException("There is no data set " + dataset + ".");
        }
        jdbc.sql(
                        favorite
                                ? "insert into dataset_favorite (account_id, dataset_id) values (:viewer, :dataset)"
                                        + " on conflict do nothing"
                                : "delete from dataset_favorite where account_id = :viewer and dataset_id = :dataset")
                .param("viewer", viewer.id().value())
                .param("dataset", dataset.value())
                .update();
    }

    /** As this viewer chose it last; empty where they never did. */
    public Optional<Layout> layout(User viewer) {
        return jdbc.sql("select layout from dataset_layout where account_id = :viewer")
                .param("viewer", viewer.id().value())
                .query((row, n) -> Layout.valueOf(row.getString(1)))
                .optional();
    }

    public void remember(Layout layout, User viewer) {
        jdbc.sql("""
                        insert into dataset_layout values (:viewer, :layout)
                        on conflict (account_id) do update set layout = excluded.layout""")
                .param("viewer", viewer.id().value())
                .param("layout", layout.name())
                .update();
    }
}
