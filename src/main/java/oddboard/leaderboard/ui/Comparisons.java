package oddboard.leaderboard.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.leaderboard.Leaderboards;
import oddboard.leaderboard.Submissions;
import oddboard.run.Runs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds entries to compare: those on the board of the first that the viewer may see. */
@Component
class Comparisons {
    private final Runs runs;
    private final Submissions submissions;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final Leaderboards leaderboards;

    Comparisons(Runs runs, Submissions submissions, Datasets datasets, LabelSets labelSets, Leaderboards leaderboards) {
        this.runs = runs;
        this.submissions = submissions;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.leaderboards = leaderboards;
    }

    /** Empty where the viewer may see none of them. */
    Optional<Compared> find(List<EntryId> ids, int labelSet, @Nullable LabelPart part, User viewer) {
        for (EntryId id : ids) {
            Optional<VersionId> version = version(id, viewer);
            Optional<Dataset> dataset = version.flatMap(v -> datasets.findByVersion(v, viewer));
            if (dataset.isPresent()) {
                return Optional.of(on(dataset.get(), version.orElseThrow(), ids, labelSet, part, viewer));
            }
        }
        return Optional.empty();
    }

    private Optional<VersionId> version(EntryId id, User viewer) {
        return id.run().isPresent()
                ? runs.find(id.run().get(), viewer).map(r -> r.version())
                : submissions.find(id.value(), LabelSet.NEWEST, viewer).map(s -> s.version());
    }

    private Compared on(
            Dataset dataset, VersionId id, List<EntryId> ids, int requested, @Nullable LabelPart part, User viewer) {
        int labelSet = labelSets.find(id, requested).isPresent() ? requested : LabelSet.NEWEST;
        var version = dataset.versions().stream()
                .filter(v -> v.id().equals(id))
                .findFirst()
                .orElseThrow();
        var board = leaderboards.of(id, labelSet, part, viewer);
        var byId = board.entries().stream().collect(Collectors.toMap(Entry::id, e -> e));
        var scores = leaderboards.scores(ids.stream().filter(byId::containsKey).toList());
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
                labelSets.labels(id, labelSet, viewer),
                labelSets.evaluating(id, labelSet, part, viewer),
                board,
                entries,
                scores,
                RunColors.of(entries.stream().map(Entry::id).toList()),
                ids.size() - entries.size());
    }
}
