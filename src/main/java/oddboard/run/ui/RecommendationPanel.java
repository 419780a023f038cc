package oddboard.run.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.detector.SettingsException;
import oddboard.run.AnomalyKind;
import oddboard.run.Recommendation;
import oddboard.run.RecommendedRuns;
import oddboard.run.RunSpec;
import oddboard.ui.OnceButton;
import oddboard.ui.Panel;
import oddboard.ui.Toast;

/** Asks one question, recommends runs for the answer and says why; starts them by one click. */
final class RecommendationPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private final transient RecommendedRuns recommended;
    private final transient DatasetVersion version;
    private final transient User viewer;
    private final RadioButtonGroup<AnomalyKind> question = new RadioButtonGroup<>("What is abnormal here?");
    private final Div answer = new Div();
    private final Span fault = new Span();

    RecommendationPanel(RecommendedRuns recommended, DatasetVersion version, User viewer) {
        super("Recommended");
        this.recommended = recommended;
        this.version = version;
        this.viewer = viewer;
        setNote("for v" + version.number() + "; or choose a detector yourself below");
        question.setItems(AnomalyKind.values());
        question.setItemLabelGenerator(AnomalyKind::words);
        question.setValue(AnomalyKind.UNKNOWN);
        // A value that is none of those offered comes as none.
        question.addValueChangeListener(e -> {
            if (e.getValue() != null) {
                show();
            }
        });
        answer.addClassName("odd-recommendation");
        fault.addClassName("odd-fault");
        fault.getElement().setAttribute("role", "alert");
        add(question, answer);
        show();
    }

    private void show() {
        Recommendation shown = recommended.of(version, question.getValue());
        var why = new UnorderedList();
        shown.why().forEach(sentence -> why.add(new ListItem(sentence)));
        String first = shown.first() == 1 ? "Start the recommended run" : "Start the recommended runs";
        var buttons = new Div(
                OnceButton.primary(first, () -> start(false)),
                new OnceButton("Compare the usual four", () -> start(true)),
                fault);
        buttons.addClassName("odd-line");
        var four = new Span("The usual four: "
                + shown.runs().stream().map(Recommendation.Proposal::name).collect(Collectors.joining("; ")) + ".");
        four.addClassName("odd-note");
        fault.setText("");
        answer.removeAll();
        answer.add(why, buttons, four);
    }

    private boolean start(boolean compare) {
        fault.setText("");
        try {
            var started =
                    recommended.start(RunSpec.of(version.id(), "", Map.of()), question.getValue(), compare, viewer);
            if (started.isEmpty()) {
                fault.setText("All of these runs are there already.");
                return false;
            }
            Toast.show(started.size() == 1 ? "The run is queued." : started.size() + " runs are queued.");
            UI.getCurrent().navigate(DatasetRoutes.runs(version.dataset()));
            return true;
        } catch (SettingsException | ConflictException e) {
            fault.setText(e.getMessage());
            return false;
        }
    }
}
