package oddboard.dataset;

import java.util.List;
import oddboard.account.User;
import oddboard.dataset.DatasetSearchRepository.More;
import org.springframework.stereotype.Service;

/** Finds data sets among thousands, a page at a time. */
@Service
public class DatasetSearch {
    private final DatasetSearchRepository repository;
    private final DatasetRepository datasets;

    DatasetSearch(DatasetSearchRepository repository, DatasetRepository datasets) {
        this.repository = repository;
        this.datasets = datasets;
    }

    /**
     * One page of those that somebody sees.
     *
     * @param number of the page that is shown, from 1; the last one where a later was asked for
     * @param all how many there are on all pages
     */
    public record Found(List<FoundDataset> shown, int number, int pages, int all) {}

    /** @param number of the page, from 1 */
    public Found page(DatasetQuery query, int number, int size, User viewer) {
        int wanted = Math.max(1, number);
        var ids = repository.ids(query, viewer, 0, size, (wanted - 1L) * size);
        if (ids.ids().isEmpty() && wanted > 1) {
            // Others may have been deleted or archived since the address was written.
            int all = repository.ids(query, viewer, 0, 1, 0).all();
            return all == 0 ? page(query, 1, size, viewer) : page(query, (all + size - 1) / size, size, viewer);
        }
        return new Found(found(ids.ids(), viewer), wanted, Math.max(1, (ids.all() + size - 1) / size), ids.all());
    }

    /** @param offset so many that come first in the query's order are left out */
    public List<FoundDataset> after(DatasetQuery query, long offset, int limit, User viewer) {
        return found(repository.ids(query, viewer, 0, limit, offset).ids(), viewer);
    }

    /** Newest first, those with an id below {@code below} alone; the query's own order is not used. */
    public List<FoundDataset> below(DatasetQuery query, long below, int limit, User viewer) {
        var newest = new DatasetQuery(query.words(), query.show(), query.project(), DatasetQuery.Sort.NEWEST);
        return found(repository.ids(newest, viewer, below, limit, 0).ids(), viewer);
    }

    private List<FoundDataset> found(List<DatasetId> ids, User viewer) {
        var more = repository.more(ids, viewer);
        return datasets.list(ids, viewer).stream()
                .map(d -> {
                    var one = more.getOrDefault(d.id(), new More(false, d.createdAt(), 0));
                    return new FoundDataset(d, one.favorite(), one.usedAt(), one.images());
                })
                .toList();
    }
}
