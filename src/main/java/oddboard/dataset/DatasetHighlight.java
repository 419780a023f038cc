package oddboard.dataset;

import java.util.List;
import java.util.Map;
import oddboard.account.User;

/**
 * Something worth showing of data sets in a list that only a module above knows, such as the best AUC and who holds it, or
 * what runs now. Every bean of this type is found and called in its {@code @Order}, once for a page of the list.
 */
public interface DatasetHighlight {
    /** By data set; those of which there is nothing to say are missing. The viewer sees all that are asked for. */
    Map<DatasetId, Highlight> find(List<Dataset> datasets, User viewer);

    /** @param href the page it leads to, without a leading slash */
    record Highlight(String text, String href) {}
}
