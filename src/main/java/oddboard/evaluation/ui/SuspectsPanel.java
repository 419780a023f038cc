package oddboard.evaluation.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import java.util.TreeSet;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.ui.ImageUrls;
import oddboard.ingest.Imports;
import oddboard.run.RunResults;
import oddboard.run.ui.RunPage;
import oddboard.ui.Format;
import oddboard.ui.OnceButton;
import oddboard.ui.Panel;
import org.springframework.security.access.AccessDeniedException;

/** The training images that a run scored highest, and a way to a version without those that are not normal. */
final class SuspectsPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 12;
    private static final int ROOM = 96;
    private final TreeSet<Integer> chosen = new TreeSet<>();
    private final Span fault = new Span();
    final OnceButton leaveOut;

    /** @param mayChange whether the viewer may import into the data set */
    SuspectsPanel(
            RunPage.Shown shown, RunResults.Suspects suspects, String[] names, boolean mayChange, Imports imports) {
        super("Suspicious training images");
        setNote("the highest scores of " + Format.count(suspects.scored()) + " training images");
        leaveOut = new OnceButton("New version without the chosen images", () -> start(shown, imports));
        leaveOut.setEnabled(false);
        fault.addClassName("odd-error");
        fault.getElement().setAttribute("role", "alert");
        fault.setVisible(false);
        var tiles = new Div();
        tiles.addClassName("odd-suspects");
        for (int i = 0; i < Math.min(SHOWN, suspects.images().size()); i++) {
            int image = suspects.images().get(i);
            tiles.add(tile(shown, image, names[image], suspects.scores()[i], mayChange));
        }
        add(
                new Paragraph("Training images should be normal. A defect among them teaches the detector that it is"
                        + " normal; it may stand here, but high scores alone do not mean one."),
                tiles);
        if (mayChange) {
            var note = new Span("The next version has all other images, with their labels as they are now.");
            note.addClassName("odd-note");
            var row = new Div(leaveOut, note, fault);
            row.addClassName("odd-actions");
            add(row);
        }
    }

    private Div tile(RunPage.Shown shown, int image, String name, double score, boolean mayChange) {
        var label = new Span(name);
        label.addClassName("odd-suspects__name");
        label.setTitle(name);
        var tile = new Div(
                ImageUrls.of(shown.version(), image, "Training image " + name, ROOM),
                label,
                new Span(String.format(Locale.ROOT, "score %.4g", score)));
        tile.addClassName("odd-suspects__tile");
        if (mayChange) {
            var box = new Checkbox("leave out", e -> {
                if (e.getValue()) {
                    chosen.add(image);
                } else {
                    chosen.remove(image);
                }
                leaveOut.setEnabled(!chosen.isEmpty());
            });
            box.setAriaLabel("Leave out " + name);
            tile.add(box);
        }
        return tile;
    }

    private boolean start(RunPage.Shown shown, Imports imports) {
        try {
            imports.startWithout(shown.version().id(), chosen, shown.viewer());
            UI.getCurrent().navigate(DatasetRoutes.versions(shown.dataset().id()));
            return true;
        } catch (AccessDeniedException | NotFoundException e) {
            fault.setText("You may not add versions to this data set any more.");
        } catch (InputException | ConflictException e) {
            fault.setText(String.valueOf(e.getMessage()));
        }
        fault.setVisible(true);
        return false;
    }
}
