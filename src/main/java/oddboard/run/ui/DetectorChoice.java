package oddboard.run.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import java.util.List;
import oddboard.detector.Detector;

/** The detectors as a list of cards, one of them chosen. */
final class DetectorChoice extends RadioButtonGroup<Detector> {
    private static final long serialVersionUID = 1L;

    DetectorChoice(List<Detector> detectors, Detector chosen) {
        addClassName("odd-detectors");
        setAriaLabel("Detector");
        setItems(detectors);
        setRenderer(new ComponentRenderer<>(DetectorChoice::card));
        setValue(chosen);
    }

    private static Span card(Detector detector) {
        var title = new Span(detector.title());
        title.addClassName("odd-strong");
        var id = new Span(detector.id());
        id.addClassName("odd-note");
        var text = new Span(detector.description());
        text.addClassName("odd-note");
        var card = new Span(new Span(title, new Text(" "), id), text);
        card.addClassName("odd-detectors__card");
        return card;
    }
}
