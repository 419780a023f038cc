package oddboard.dataset;

import java.util.Optional;
import oddboard.account.User;

/**
 * Something worth showing on a data set's card that only a module above knows, such as its best AUC and who holds it,
 * or what runs now. Every bean of this type is found and called in its {@code @Order}.
 */
public interface DatasetHighlight {
    Optional<Highlight> find(DatasetId dataset, User viewer);

    /** @param href the page it leads to, without a leading slash */
    record Highlight(String text, String href) {}
}
