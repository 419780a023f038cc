package oddboard.evaluation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import oddboard.run.Chance;
import oddboard.run.ui.RunPage;

/** Says that a run's result is no better than chance, and the likely reason; not seen where all is well. */
final class ChanceWarning extends Div {
    private static final long serialVersionUID = 1L;
    private transient List<String> said = List.of();

    ChanceWarning() {
        addClassName("odd-warning");
        setVisible(false);
    }

    void update(RunPage.Shown shown) {
        var sentences = Chance.sentences(shown.run(), shown.version().trainCount());
        if (!sentences.equals(said)) {
            said = sentences;
            removeAll();
            sentences.forEach(sentence -> add(new Paragraph(sentence)));
            setVisible(!sentences.isEmpty());
        }
    }
}
