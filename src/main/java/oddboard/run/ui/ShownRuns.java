package oddboard.run.ui;

import java.util.List;
import java.util.Optional;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelPart;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.run.Scores;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what the pages about one run show, as its viewer may see it. */
@Component
public final class ShownRuns {
    private final Runs runs;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final Users users;

    ShownRuns(Runs runs, Datasets datasets, LabelSets labelSets, Users users) {
        this.runs = runs;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.users = users;
    }

    /**
     * The run with its data set.
     *
     * @param labels number of the label set that its metrics use; 0 = the newest
     * @param part of split labels that they use; null = the one that counts
     */
    Optional<RunPage.Shown> find(RunId id, int labels, @Nullable LabelPart part) {
        return find(id, labels, part, users.require());
    }

    /** All of it as it is now, for the same viewer. */
    Optional<RunPage.Shown> again(RunPage.Shown shown, int labels, @Nullable LabelPart part) {
        return find(shown.run().id(), labels, part, shown.viewer());
    }

    private Optional<RunPage.Shown> find(RunId id, int labels, @Nullable LabelPart part, User viewer) {
        return runs.find(id, labels, part, viewer)
                .flatMap(run -> datasets.findByVersion(run.version(), viewer)
                        .flatMap(dataset -> dataset.versions().stream()
                                .filter(v -> v.id().equals(run.version()))
                                .findFirst()
                                .map(version -> new RunPage.Shown(run, dataset, version, viewer))));
    }

    /** The run alone, as it is now. */
    Optional<Run> run(RunPage.Shown shown, int labels, @Nullable LabelPart part) {
        return runs.find(shown.run().id(), labels, part, shown.viewer());
    }

    /** The number where the run's version has this label set, else 0. */
    int labelSet(RunId id, int number) {
        return number == LabelSet.NEWEST
                        || runs.find(id, users.require())
                                .flatMap(run -> labelSets.find(run.version(), number))
                                .isEmpty()
                ? LabelSet.NEWEST
                : number;
    }

    /** Those that the run can be evaluated by; none until it succeeded. */
    List<LabelSet> labelSets(Run run) {
        return run.result() == null ? List.of() : labelSets.list(run.version());
    }

    /** With the labels of the label set that the viewer may see; empty until the run succeeded. */
    Optional<Scores> scores(RunPage.Shown shown, int labels) {
        return runs.scores(shown.run().id(), labels, shown.viewer());
    }

    /** Of the images alone that its metrics use. */
    Optional<Scores> evaluated(RunPage.Shown shown, int labels, @Nullable LabelPart part) {
        return runs.evaluated(shown.run().id(), labels, part, shown.viewer());
    }
}
