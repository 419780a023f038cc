package oddboard.leaderboard.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.LabelSet;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;

/**
 * Entries of one board side by side.
 *
 * @param labelSet number; 0 = the newest
 * @param board the whole of it
 * @param entries those compared, in the order of the address
 * @param scores by entry, test images in order
 * @param strangers how many of the address stand on another board, or nowhere
 */
record Compared(Dataset dataset, DatasetVersion version, int labelSet, Labels labels, Leaderboard board, List<Entry> entries,
        Map<EntryId, double[]> scores, Map<EntryId, Integer> colors, int strangers) {

    /** Empty where the viewer may see none of them. */
    static Optional<Compared> of(List<EntryId> ids, int labelSet, BoardServices services, User viewer) {
        for (EntryId id : ids) {
            Optional<VersionId> version = version(id, services, viewer);
            Optional<Dataset> dataset = version.flatMap(v -> services.datasets().findByVersion(v, viewer));
            if (dataset.isPresent()) {
                return Optional.of(on(dataset.get(), version.orElseThrow(), ids, labelSet, services, viewer));
            }
        }
        return Optional.empty();
    }

    private static Optional<VersionId> version(EntryId id, BoardServices services, User viewer) {
        return id.run().isPresent() ? services.runs().find(id.run().get(), viewer).map(r -> r.version())
                : services.submissions().find(id.value(), LabelSet.NEWEST, viewer).map(s -> s.version());
    }

    private static Compared on(Dataset dataset, VersionId id, List<EntryId> ids, int asked, BoardServices services, User viewer) {
        int labelSet = services.labelSets().find(id, asked).isPresent() ? asked : LabelSet.NEWEST;
        var version = dataset.versions().stream().filter(v -> v.id().equals(id)).findFirst().orElseThrow();
        var board = services.leaderboards().of(id, labelSet, viewer);
        var byId = board.entries().stream().collect(Collectors.toMap(Entry::id, e -> e));
        var scores = services.leaderboards().scores(ids.stream().filter(byId::containsKey).toList());
        var entries = new ArrayList<Entry>();
        ids.stream().map(byId::get).filter(Objects::nonNull).filter(e -> scores.containsKey(e.id())).forEach(entries::add);
        return new Compared(dataset, version, labelSet, services.labelSets().labels(id, labelSet), board, entries, scores,
                RunColors.of(entries.stream().map(Entry::id).toList()), ids.size() - entries.size());
    }

    double[] scores(Entry entry) {
        return Objects.requireNonNull(scores.get(entry.id()));
    }

    int color(Entry entry) {
        return colors.getOrDefault(entry.id(), 0);
    }

    /** Whether there is anything to draw curves of. */
    boolean hasBothClasses() {
        return entries.stream().anyMatch(e -> e.auroc() != null);
    }

    List<EntryId> ids() {
        return entries.stream().map(Entry::id).toList();
    }
}
