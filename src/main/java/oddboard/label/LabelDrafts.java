package oddboard.label;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** What a person has relabeled and not saved yet; everybody has a draft of their own for each version. */
@Service
public class LabelDrafts {
    private final LabelSetRepository repository;
    private final LabelSets labelSets;
    private final Datasets datasets;
    private final TransactionOperations transaction;

    LabelDrafts(
            LabelSetRepository repository, LabelSets labelSets, Datasets datasets, TransactionOperations transaction) {
        this.repository = repository;
        this.labelSets = labelSets;
        this.datasets = datasets;
        this.transaction = transaction;
    }

    /** The labels that differ from those of the newest label set, in the order of the test images. */
    public List<LabelChange> of(VersionId version, User by) {
        var labels = labelSets.labels(version, LabelSet.NEWEST, by);
        return repository.draft(version, by.id()).stream()
                .filter(c -> c.image() < labels.anomalous().length && !labels.isHidden(c.image()) && !c.isIn(labels))
                .toList();
    }

    /** Labels that equal those of the newest label set leave the draft. */
    public void put(VersionId version, List<LabelChange> changes, User by) {
        labelSets.requireRelabel(version, by);
        var labels = labelSets.whole(version, LabelSet.NEWEST);
        var differing = new HashMap<Integer, LabelChange>();
        var equal = new ArrayList<Integer>();
        for (var change : changes) {
            LabelSets.check(change, labels);
            if (change.isIn(labels)) {
                equal.add(change.image());
            } else {
                differing.put(change.image(), change);
            }
        }
        transaction.executeWithoutResult(status -> {
            repository.removeFromDraft(
                    version, by.id(), equal.stream().mapToInt(i -> i).toArray());
            repository.addToDraft(version, by.id(), List.copyOf(differing.values()));
        });
    }

    /**
     * Takes labels from a CSV with the header {@code ID,label[,type]} or {@code file,label[,type]}; images that it does
     * not name keep theirs.
     *
     * @return how many labels differ now
     * @throws InputException naming the line
     */
    public int putCsv(VersionId version, String file, InputStream bytes, User by) throws IOException {
        put(version, read(version, file, bytes, by), by);
        return of(version, by).size();
    }

    /** Reads such a CSV without putting anything into the draft. */
    public List<LabelChange> read(VersionId version, String file, InputStream bytes, User by) throws IOException {
        labelSets.requireRelabel(version, by);
        int count = labelSets.whole(version, LabelSet.NEWEST).anomalous().length;
        var names = Arrays.asList(datasets.imageNames(version));
        var labels = LabelFile.some(bytes, file, names.subList(names.size() - count, names.size()));
        var changes = new ArrayList<LabelChange>();
        for (int i = 0; i < count; i++) {
            if (labels.has(i)) {
                changes.add(new LabelChange(i, labels.label(i), labels.type(i)));
            }
        }
        return changes;
    }

    /** Forgets these images' new labels. */
    public void drop(VersionId version, int[] images, User by) {
        repository.removeFromDraft(version, by.id(), images);
    }

    public void discard(VersionId version, User by) {
        repository.clearDraft(version, by.id());
    }

    /** Makes the draft the next label set. */
    public LabelSet save(VersionId version, String note, User by) {
        return labelSets.save(version, of(version, by), note, by);
    }
}
