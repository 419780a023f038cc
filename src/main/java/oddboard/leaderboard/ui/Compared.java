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
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSet;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.ui.Html;
import oddboard.ui.Palette;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one board side by side.
 *
 * @param labelSet number; 0 = the newest
 * @param labels that the viewer may see
 * @param evaluating those that metrics use, see {@link #evaluated}
 * @param board the whole of it
 * @param entries those compared, in the order of the address
 * @param scores by entry, test images in order
 * @param notComparable how many of the address stand on another board, or nowhere
 */
record Compared(
        Dataset dataset,
        DatasetVersion version,
        int labelSet,
        Labels labels,
        Labels evaluating,
        Leaderboard board,
        List<Entry> entries,
        Map<EntryId, double[]> scores,
        Map<EntryId, Integer> colors,
        int notComparable) {

    /** Empty where the viewer may see none of them. */
    static Optional<Compared> of(
            List<EntryId> ids, int labelSet, @Nullable LabelPart part, BoardServices services, User viewer) {
        for (EntryId id : ids) {
            Optional<VersionId> version = version(id, services, viewer);
            Optional<Dataset> dataset = version.flatMap(v -> services.datasets().findByVersion(v, viewer));
            if (dataset.isPresent()) {
                return Optional.of(on(dataset.get(), version.orElseThrow(), ids, labelSet, part, services, viewer));
            }
        }
        return Optional.empty();
    }

    private static Optional<VersionId> version(EntryId id, BoardServices services, User viewer) {
        return id.run().isPresent()
                ? services.runs().find(id.run().get(), viewer).map(r -> r.version())
                : services.submissions()
                        .find(id.value(), LabelSet.NEWEST, viewer)
                        .map(s -> s.version());
    }

    private static Compared on(
            Dataset dataset,
            VersionId id,
            List<EntryId> ids,
            int requested,
            @Nullable LabelPart part,
            BoardServices services,
            User viewer) {
        int labelSet = services.labelSets().find(id, requested).isPresent() ? requested : LabelSet.NEWEST;
        var version = dataset.versions().stream()
                .filter(v -> v.id().equals(id))
                .findFirst()
                .orElseThrow();
        var board = services.leaderboards().of(id, labelSet, part, viewer);
        var byId = board.entries().stream().collect(Collectors.toMap(Entry::id, e -> e));
        var scores = services.leaderboards()
                .scores(ids.stream().filter(byId::containsKey).toList());
        var entries = new ArrayList<Entry>();
        ids.stream()
                .map(byId::get)
                .filter(Objects::nonNull)
                .filter(e -> scores.containsKey(e.id()))
                .forEach(entries::add);
        return new Compared(
                dataset,
                version,
                labelSet,
                services.labelSets().labels(id, labelSet, viewer),
                services.labelSets().evaluating(id, labelSet, part, viewer),
                board,
                entries,
                scores,
                RunColors.of(entries.stream().map(Entry::id).toList()),
                ids.size() - entries.size());
    }

    double[] scores(Entry entry) {
        return Objects.requireNonNull(scores.get(entry.id()));
    }

    /** Of the images alone that metrics use, in the order of {@link #anomalous}. */
    double[] evaluated(Entry entry) {
        return evaluating.evaluated(scores(entry));
    }

    /** Labels of the images that metrics use. */
    boolean[] anomalous() {
        return evaluating.evaluating().anomalous();
    }

    int color(Entry entry) {
        return colors.getOrDefault(entry.id(), 0);
    }

    /** A mark of its color, before its name. */
    Html dot(Entry entry) {
        return new Html("span", "odd-dot").attr("style", "background-color: " + Palette.css(color(entry)));
    }

    /** Whether there is anything to draw curves of. */
    boolean hasBothClasses() {
        return entries.stream().anyMatch(e -> e.auroc() != null);
    }

    List<EntryId> ids() {
        return entries.stream().map(Entry::id).toList();
    }
}
