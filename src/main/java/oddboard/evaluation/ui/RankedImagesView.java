package oddboard.evaluation.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.account.Users;
import oddboard.common.InputException;
import oddboard.dataset.DatasetRoutes;
import oddboard.evaluation.RunSheets;
import oddboard.job.JobChanges;
import oddboard.label.LabelMarks;
import oddboard.run.RunRoutes;
import oddboard.run.Runs;
import oddboard.run.ui.Address;
import oddboard.run.ui.RunHead;
import oddboard.run.ui.RunPage;
import oddboard.run.ui.ShownRuns;
import oddboard.ui.Format;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** All test images from the most anomalous to the least, evaluated at a threshold that can be moved. */
@Route("runs/:id/images")
@PermitAll
class RankedImagesView extends RunPage {
    private static final long serialVersionUID = 1L;
    private final transient Runs runs;
    private final transient LabelMarks labelMarks;
    private final transient Users users;
    private final transient RunSheets sheets;
    private Map<String, String> here = Map.of();

    RankedImagesView(
            ShownRuns shownRuns,
            RunHead head,
            JobChanges changes,
            Runs runs,
            LabelMarks labelMarks,
            Users users,
            RunSheets sheets) {
        super(shownRuns, head, changes, "images");
        this.runs = runs;
        this.labelMarks = labelMarks;
        this.users = users;
        this.sheets = sheets;
    }

    @Override
    protected void show(Shown shown, QueryParameters query) {
        here = simple(query);
        var run = shown.run();
        var result = run.result();
        if (result == null) {
            add(NoResult.of(run));
            return;
        }
        var others = runs.list(shown.version().id(), shown.viewer()).stream()
                .filter(r -> r.result() != null && !r.id().equals(run.id()))
                .toList();
        boolean mayMark = labelMarks.mayMark(shown.dataset(), shown.viewer());
        var review = new Div();
        review.addClassName("odd-ranked__review");
        var gallery = new RankedGallery(shown, result.labelSet(), sheets.errorScale(run), others, mayMark);
        gallery.onMove(moved -> here = simple(new Location(RunRoutes.images(run.id()) + moved).getQueryParameters()));
        gallery.onMark(mark -> {
            mark(shown, mark);
            gallery.refresh();
            showReview(review, shown);
        });
        showReview(review, shown);
        add(gallery, review);
    }

    private void mark(Shown shown, RankedGallery.Mark mark) {
        try {
            labelMarks.mark(
                    shown.version().id(),
                    mark.change(),
                    mark.reason(),
                    shown.run().id().value(),
                    users.require());
            Toast.show("Sent to review: test image " + mark.change().image() + " should be " + label(mark) + ".");
        } catch (InputException e) {
            Toast.error(e.getMessage());
        } catch (AccessDeniedException e) {
            Toast.error("You may not mark labels of this data set any more.");
        }
    }

    private static String label(RankedGallery.Mark mark) {
        return mark.change().words();
    }

    private void showReview(Div review, Shown shown) {
        int waiting = labelMarks.open(shown.version().id());
        review.removeAll();
        review.setVisible(waiting > 0);
        if (waiting > 0) {
            review.add(new Anchor(
                    Address.of(
                            DatasetRoutes.review(shown.dataset().id()),
                            Map.of("version", shown.version().id().toString())),
                    waiting == 1 ? "1 label waits for review" : Format.count(waiting) + " labels wait for review"));
        }
    }

    private static Map<String, String> simple(QueryParameters query) {
        Map<String, String> simple = new LinkedHashMap<>();
        query.getParameters().forEach((name, values) -> simple.put(name, values.getFirst()));
        return simple;
    }

    @Override
    protected Map<String, String> here() {
        return here;
    }
}
