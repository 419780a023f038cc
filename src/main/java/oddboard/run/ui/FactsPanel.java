package oddboard.run.ui;

import com.vaadin.flow.component.html.DescriptionList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import oddboard.dataset.ModelInput;
import oddboard.dataset.ui.VersionText;
import oddboard.run.Loss;
import oddboard.run.Run;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** The latest metrics of a run, and where it comes from. */
public final class FactsPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final String NONE = "–";
    private final DescriptionList list = new DescriptionList();
    /** They stay in place while metrics change: who has the keyboard on the link, or marks a number, keeps it. */
    private final Map<String, DescriptionList.Description> values = new HashMap<>();

    public FactsPanel() {
        super("Metrics");
        list.addClassName("odd-list");
        add(list);
    }

    public void update(RunPage.Shown shown, @Nullable Loss last) {
        var run = shown.run();
        if (values.isEmpty()) {
            list.add(new DescriptionList.Term("Data set"), new DescriptionList.Description(RunPage.datasetLink(shown)));
        }
        var setup = run.setup();
        var creation = run.creation();
        var training = run.training();
        fact("Detector", setup.detector());
        fact("Started by", creation.byName() + ", " + Format.ago(creation.at()));
        ModelInput input = setup.input();
        fact("Input", input == null ? VersionText.square(shown.version()) : input.words());
        fact("Seed", Long.toString(setup.seed()));
        Long parameters = setup.parameterCount();
        fact("Parameters", parameters == null ? NONE : Format.count(parameters));
        fact(
                "Epochs",
                !run.traits().epochs()
                        ? "none needed"
                        : Format.count(training.epoch()) + " of " + Format.count(training.epochs()));
        fact("Training", training.seconds() > 0 ? Format.duration(training.seconds()) : NONE);
        fact("Images/s", number(training.imagesPerSecond()));
        fact("Waited for data", last == null ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * last.waitShare()));
        Run.Metrics result = run.result();
        if (result != null && result.labeledCount() != null) {
            fact(
                    "Labeled images",
                    Format.count(result.labeledCount()) + " of "
                            + Format.count(shown.version().testCount()));
        }
        String worker = run.job().execution().worker();
        fact("Worker", worker == null ? NONE : worker);
        fact("Device", training.device() == null ? NONE : training.device());
    }

    private static String number(@Nullable Double value) {
        return value == null ? NONE : Format.number(value);
    }

    /** Only what has changed is sent. */
    private void fact(String name, @Nullable String value) {
        values.computeIfAbsent(name, n -> {
                    var description = new DescriptionList.Description();
                    list.add(new DescriptionList.Term(n), description);
                    return description;
                })
                .setText(value == null ? NONE : value);
    }
}
