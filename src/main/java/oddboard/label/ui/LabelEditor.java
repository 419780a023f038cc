package oddboard.label.ui;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.label.LabelChange;
import oddboard.label.LabelDrafts;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** Where a person relabels a version's test images. */
public final class LabelEditor {
    private final LabelSets labelSets;
    private final LabelDrafts drafts;
    private final VersionId version;
    private final User user;
    private Runnable changed = () -> {};

    public LabelEditor(LabelSets labelSets, LabelDrafts drafts, VersionId version, User user) {
        this.labelSets = labelSets;
        this.drafts = drafts;
        this.version = version;
        this.user = user;
    }

    /** @param changed called where labels of the draft have changed */
    public void onChange(Runnable changed) {
        this.changed = changed;
    }

    public VersionId version() {
        return version;
    }

    public Labels saved() {
        return labelSets.labels(version, LabelSet.NEWEST, user);
    }

    public List<LabelChange> draft() {
        return drafts.of(version, user);
    }

    /** The new label of a test image that is not saved yet. */
    public Optional<LabelChange> draft(int test) {
        return draft().stream().filter(c -> c.image() == test).findFirst();
    }

    /** Types that test images have now, for choosing one. */
    public List<String> types() {
        var types = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        types.addAll(Arrays.asList(saved().type()));
        draft().forEach(c -> types.add(c.type()));
        types.remove("");
        return List.copyOf(types);
    }

    public void mark(int[] tests, ImageLabel label, String type) {
        attempt(() -> drafts.put(
                version,
                Arrays.stream(tests)
                        .mapToObj(i -> new LabelChange(i, label, type))
                        .toList(),
                user));
    }

    public void drop(int test) {
        attempt(() -> drafts.drop(version, new int[] {test}, user));
    }

    public void discard() {
        attempt(() -> drafts.discard(version, user));
    }

    /** @return whether it is saved */
    public boolean save(String note) {
        return attempt(() -> {
            var set = drafts.save(version, note, user);
            Toast.show("Label set " + set.number() + " is saved, and every run is evaluated with it.");
        });
    }

    public LabelDrafts drafts() {
        return drafts;
    }

    public User user() {
        return user;
    }

    public void notifyListeners() {
        changed.run();
    }

    private boolean attempt(Runnable work) {
        try {
            work.run();
        } catch (InputException e) {
            Toast.error(e.getMessage());
            return false;
        } catch (AccessDeniedException e) {
            Toast.error("You may not relabel this data set any more.");
            return false;
        }
        changed.run();
        return true;
    }
}
