package oddboard.evaluation.ui;

import com.vaadin.flow.component.Component;
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** Takes the place of curves and metrics where the labels lack a class. */
public final class NoAuc extends Panel {
    private static final long serialVersionUID = 1L;

    /**
     * @param evaluating those that metrics would use
     * @param links where the ranked images, the scores and the labels are
     */
    public NoAuc(Labels evaluating, Component... links) {
        super("", new EmptyState("No AUC yet", sentence(evaluating), links));
    }

    private static String sentence(Labels evaluating) {
        int labeled = evaluating.images().length;
        String why = labeled == 0
                ? "No test image has a label"
                        + (evaluating.part() == LabelPart.ALL ? "." : " in the part that metrics use.")
                : labeled == 1
                        ? "One test image alone has a label."
                        : "All " + Format.count(labeled) + " labeled test images are "
                                + (evaluating.evaluating().anomalous()[0] ? "anomalous." : "normal.");
        return why
                + " The images are ranked by their scores all the same. Add labels of normal and of anomalous images, and"
                + " every run is evaluated at once.";
    }
}
