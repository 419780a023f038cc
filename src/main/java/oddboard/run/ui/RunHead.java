package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import java.util.ArrayList;
import java.util.List;
import oddboard.dataset.LabelPart;
import oddboard.label.LabelSet;
import oddboard.label.LabelSetChanges;
import oddboard.label.LabelSplits;
import oddboard.label.ui.LabelSetSwitch;
import oddboard.label.ui.NewLabelsNotice;
import oddboard.label.ui.PartSwitch;
import oddboard.run.EarlyFinishes;
import oddboard.run.Reruns;
import oddboard.run.Runs;
import oddboard.run.SweepLookup;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** What stands above the content of every page about a run. */
@org.springframework.stereotype.Component
public final class RunHead {
    private final Runs runs;
    private final Reruns reruns;
    private final EarlyFinishes finishes;
    private final SweepLookup sweeps;
    private final LabelSplits splits;
    private final LabelSetChanges labelChanges;
    private final ObjectProvider<RunExtension> extensions;

    RunHead(
            Runs runs,
            Reruns reruns,
            EarlyFinishes finishes,
            SweepLookup sweeps,
            LabelSplits splits,
            LabelSetChanges labelChanges,
            ObjectProvider<RunExtension> extensions) {
        this.runs = runs;
        this.reruns = reruns;
        this.finishes = finishes;
        this.sweeps = sweeps;
        this.splits = splits;
        this.labelChanges = labelChanges;
        this.extensions = extensions;
    }

    /** Is called with the labels by which the page is to evaluate. */
    interface LabelsSelected {
        void evaluateBy(int labelSet, @Nullable LabelPart part);
    }

    List<Component> actions(RunPage.Shown shown) {
        List<Component> actions = new ArrayList<>();
        extensions.orderedStream().forEach(extension -> actions.addAll(extension.actions(shown)));
        actions.addAll(RunActions.of(shown, runs, reruns, finishes));
        return actions;
    }

    Component note(RunPage.Shown shown) {
        return new RunNote(shown, runs, sweeps);
    }

    /**
     * The choices of labels, and a notice once there are newer ones; nothing until the run has metrics.
     *
     * @param sets of the run's version
     */
    List<Component> switches(
            RunPage.Shown shown, List<LabelSet> sets, int labels, @Nullable LabelPart part, LabelsSelected selected) {
        if (shown.run().result() == null) {
            return List.of();
        }
        var version = shown.version().id();
        var switches = new ArrayList<Component>();
        if (sets.size() > 1) {
            switches.add(new LabelSetSwitch(sets, labels, number -> selected.evaluateBy(number, part)));
        }
        var split = splits.find(version);
        if (split.isPresent()) {
            switches.add(new PartSwitch(
                    split,
                    splits.parts(version, shown.viewer()),
                    splits.shown(version, part, shown.viewer()),
                    chosen -> selected.evaluateBy(labels, chosen)));
        }
        if (!sets.isEmpty() && labels == LabelSet.NEWEST) {
            switches.add(new NewLabelsNotice(labelChanges, version, () -> selected.evaluateBy(LabelSet.NEWEST, part)));
        }
        return switches;
    }
}
