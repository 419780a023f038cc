package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.evaluation.EvaluatedRuns;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** The boards. */
@Service
public class Leaderboards {
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final LabelSplits splits;
    private final EvaluatedRuns runs;
    private final Submissions submissions;
    private final ObjectProvider<EntryLinks> links;
    private final Ties ties;
    private final Resolutions resolutions;
    private final Agreements agreements;
    private final RankedBoards recent = new RankedBoards();

    Leaderboards(
            Datasets datasets,
            LabelSets labelSets,
            LabelSplits splits,
            EvaluatedRuns runs,
            Submissions submissions,
            ObjectProvider<EntryLinks> links) {
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.splits = splits;
        this.runs = runs;
        this.submissions = submissions;
        this.links = links;
        ties = new Ties(this::scores);
        resolutions = new Resolutions(this::scores);
        agreements = new Agreements(this::scores);
    }

    /** By the newest label set. */
    public Leaderboard of(VersionId version, User viewer) {
        return of(version, LabelSet.NEWEST, viewer);
    }

    /**
     * Entries without an AUC (the labels lack a class) stand last, without order. No scores are read.
     *
     * @param labelSet number of the label set that they are evaluated by; 0 = the newest
     * @throws NotFoundException where the version isn't there for this viewer, or has no such label set
     */
    public Leaderboard of(VersionId version, int labelSet, User viewer) {
        return of(version, labelSet, null, viewer);
    }

    /** @param requested part that metrics use; null, or one that the viewer may not see = the one that counts */
    public Leaderboard of(VersionId version, int labelSet, @Nullable LabelPart requested, User viewer) {
        if (datasets.findVersion(version, viewer).isEmpty()) {
            throw new NotFoundException("There is no data set version " + version + ".");
        }
        if (labelSet != LabelSet.NEWEST) {
            labelSets.require(version, labelSet);
        }
        LabelPart part = splits.shown(version, requested, viewer);
        List<Entry> entries = ranked(version, labelSet, part, viewer).entries();
        boolean opened = part == LabelPart.PRIVATE && splits.counted(version) == LabelPart.PRIVATE;
        return new Leaderboard(
                entries,
                part,
                opened ? ranked(version, labelSet, LabelPart.PUBLIC, viewer).ranks() : Map.of());
    }

    /** The same board, with {@link LabelFree#agreement}: scores are read unless it was asked for before. */
    public Leaderboard withAgreement(VersionId version, Leaderboard board, User viewer) {
        int images = datasets.findVersion(version, viewer)
                .map(DatasetVersion::testCount)
                .orElse(0);
        Map<EntryId, Double> found = agreements.of(board.entries(), images);
        return new Leaderboard(
                board.entries().stream()
                        .map(e -> e.with(new LabelFree(e.labelFree().syntheticAuroc(), found.get(e.id()))))
                        .toList(),
                board.part(),
                board.publicRanks());
    }

    /** The same for every viewer who may see the part. */
    private RankedBoards.Ranked ranked(VersionId version, int labelSet, LabelPart part, User viewer) {
        String stamp = runs.stamp(version, labelSet, part) + "/" + submissions.stamp(version, labelSet, part);
        return recent.get(
                new RankedBoards.Key(version, labelSet, part),
                stamp,
                () -> Stream.concat(
                                runs.list(version, labelSet, part, Integer.MAX_VALUE, viewer).stream()
                                        .map(r -> Entry.of(0, r)),
                                submissions.list(version, labelSet, part).stream()
                                        .map(s -> Entry.of(0, s)))
                        .toList());
    }

    /**
     * Which entries, down to the last of {@code some}, are not significantly different (95 %, DeLong): see {@link Ties}. Scores are read for
     * those alone whose intervals leave a doubt, and what was found is remembered. There is a limit to what one answer tests; what is left
     * is tested when it is asked for again.
     */
    public Ties.Found ties(VersionId version, Leaderboard board, Collection<Entry> some, User viewer) {
        Set<EntryId> wanted = some.stream().map(Entry::id).collect(Collectors.toCollection(HashSet::new));
        List<Contender> ranked = new ArrayList<>();
        for (Entry entry : board.entries()) {
            if (wanted.isEmpty()) {
                break;
            }
            wanted.remove(entry.id());
            ranked.add(Contender.of(entry));
        }
        return ties(version, ranked, board.part(), viewer);
    }

    /** As above, of entries or groups of them on one board, the best first. */
    public Ties.Found ties(VersionId version, List<Contender> ranked, LabelPart part, User viewer) {
        return ties(version, ranked, part, viewer, Ties.MAX_SCORES_OF_PAGE);
    }

    private Ties.Found ties(VersionId version, List<Contender> ranked, LabelPart part, User viewer, int mostScores) {
        return ranked.size() < 2
                ? Ties.Found.NOTHING
                : ties.among(
                        ranked, evaluating(version, ranked.getFirst().entries().getFirst(), part, viewer), mostScores);
    }

    /** What differences in AUC a board's test images can show; empty where it has no AUC. */
    public Optional<Resolution> resolution(VersionId version, Leaderboard board, User viewer) {
        return board.isRanked()
                ? Optional.of(resolutions.of(
                        board, evaluating(version, board.entries().getFirst(), board.part(), viewer)))
                : Optional.empty();
    }

    /** The board as CSV, with ties, and with {@link LabelFree#agreement}. */
    public String csv(VersionId version, Leaderboard board, User viewer) {
        Leaderboard whole = withAgreement(version, board, viewer);
        List<Contender> all = whole.entries().stream().map(Contender::of).toList();
        return BoardCsv.of(
                whole, ties(version, all, whole.part(), viewer, Ties.MAX_SCORES), resolution(version, whole, viewer));
    }

    private Labels evaluating(VersionId version, Entry entry, LabelPart part, User viewer) {
        return labelSets.evaluating(version, entry.metrics().labelSet(), part, viewer);
    }

    /** What became of entries, to be shown beside their names. Who may see them was asked before. */
    public Map<EntryId, EntryLinks.Link> links(VersionId version) {
        Map<EntryId, EntryLinks.Link> all = new HashMap<>();
        links.orderedStream().forEach(some -> all.putAll(some.of(version)));
        return all;
    }

    /** Test images in order, by entry; those that have none are left out. Who may see them was asked before. */
    public Map<EntryId, double[]> scores(Collection<EntryId> ids) {
        Map<EntryId, double[]> scores = new HashMap<>();
        runs.scores(ids.stream()
                        .filter(id -> !id.submission())
                        .map(id -> new RunId(id.value()))
                        .toList())
                .forEach((id, values) -> scores.put(EntryId.of(id), values));
        submissions
                .scores(ids.stream()
                        .filter(EntryId::submission)
                        .map(EntryId::value)
                        .toList())
                .forEach((id, values) -> scores.put(EntryId.ofSubmission(id), values));
        return scores;
    }
}
