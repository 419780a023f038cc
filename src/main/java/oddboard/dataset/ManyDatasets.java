package oddboard.dataset;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.common.BulkOutcome;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/** The same done to many data sets: each by itself, so that one that can't be changed keeps none of the others. */
@Service
public class ManyDatasets {
    private final Datasets datasets;
    private final DatasetManagement management;
    private final Favorites favorites;

    ManyDatasets(Datasets datasets, DatasetManagement management, Favorites favorites) {
        this.datasets = datasets;
        this.management = management;
        this.favorites = favorites;
    }

    /** Hides them from lists, or brings them back; one that is as it should be already counts as done. */
    public BulkOutcome archive(Collection<DatasetId> ids, boolean archived, User by) {
        return each(ids, id -> {
            management.archive(id, archived, by);
            return "";
        });
    }

    /** For this viewer alone. */
    public BulkOutcome favorite(Collection<DatasetId> ids, boolean favorite, User viewer) {
        return each(ids, id -> {
            favorites.set(id, favorite, viewer);
            return "";
        });
    }

    /**
     * Gives tags and takes others away; a data set that had them all, and none of the others, counts as done.
     *
     * @throws InputException where no data set may have such a tag
     */
    public BulkOutcome tag(Collection<DatasetId> ids, List<String> add, List<String> remove, User by) {
        List<String> added = DatasetManagement.plainTags(add);
        List<String> removed = remove.stream().map(String::strip).toList();
        return each(ids, id -> {
            Dataset dataset =
                    datasets.find(id, by).orElseThrow(() -> new NotFoundException("There is no data set " + id + "."));
            List<String> tags = Stream.concat(
                            dataset.tags().stream().filter(Predicate.not(removed::contains)), added.stream())
                    .distinct()
                    .toList();
            if (!datasets.mayManage(dataset, by)) {
                return "are not yours to tag";
            }
            if (tags.size() > DatasetManagement.MAX_TAGS) {
                return "would have more than 20 tags";
            }
            if (!tags.equals(dataset.tags())) {
                management.change(id, null, null, tags, null, dataset.revision(), by);
            }
            return "";
        });
    }

    private static BulkOutcome each(Collection<DatasetId> ids, Function<DatasetId, String> work) {
        return BulkOutcome.of(ids, id -> {
            try {
                return work.apply(id);
            } catch (NotFoundException e) {
                return "are not there any more";
            } catch (AccessDeniedException e) {
                return "are not yours to change";
            } catch (ConflictException e) {
                return "were changed by somebody else at this moment";
            }
        });
    }
}
