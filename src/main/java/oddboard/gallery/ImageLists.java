package oddboard.gallery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import oddboard.account.User;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.ImageNames;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import org.springframework.stereotype.Service;

/**
 * Lists of images by split and label, made once and shared by everybody who looks at them: whoever needs one asks again
 * and keeps none.
 */
@Service
public class ImageLists {
    private static final long KEPT_BYTES = 16 << 20;

    private final Datasets datasets;
    private final LabelSets labelSets;
    private final LabelSplits splits;
    private final Cache<Key, ImageList> lists = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((Key key, ImageList list) -> list.weight())
            .build();
    private final Cache<VersionId, ImageNames> names = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((VersionId version, ImageNames all) -> all.bytes())
            .build();

    private record Key(VersionId version, int labelSet, LabelPart part, ImageFilter filter) {}

    ImageLists(Datasets datasets, LabelSets labelSets, LabelSplits splits) {
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.splits = splits;
    }

    /**
     * @param version one that is ready
     * @param labelSet number of a label set of it; 0 = the newest
     * @param viewer sees those labels, and names of those images, that they may see
     */
    public ImageList of(DatasetVersion version, int labelSet, ImageFilter filter, User viewer) {
        int number = labelSet > 0
                ? labelSet
                : labelSets.require(version.id(), LabelSet.NEWEST).number();
        LabelPart part = splits.labels(version.id(), viewer);
        return lists.get(
                new Key(version.id(), number, part, filter),
                key -> new ImageList(
                        version,
                        filter,
                        splits.only(labelSets.whole(version.id(), number), version.id(), part),
                        names.get(version.id(), id -> new ImageNames(datasets.imageNames(id)))));
    }
}
