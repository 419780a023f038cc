package oddboard.gallery.ui;

import java.util.Collection;
import java.util.List;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.VersionId;
import oddboard.label.LabelMark;
import oddboard.label.LabelMarks;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/**
 * Where suggested labels are decided on.
 *
 * @param changed called after each decision, or where somebody else was faster
 */
record LabelReviewController(LabelMarks marks, VersionId version, User user, Runnable changed) {

    void approve(Collection<LabelMark> chosen) {
        attempt(() -> {
            var set = marks.approve(version, ids(chosen), "", user);
            Toast.show(set.map(s -> "Label set " + s.number() + " is saved, and every run is evaluated with it.")
                    .orElse("Approved; the images have these labels already."));
        });
    }

    void reject(Collection<LabelMark> chosen) {
        attempt(() -> {
            marks.reject(version, ids(chosen), user);
            Toast.show(chosen.size() == 1 ? "Rejected." : chosen.size() + " suggestions rejected.");
        });
    }

    void reopen(LabelMark mark) {
        attempt(() -> {
            marks.reopen(version, mark.id(), user);
            Toast.show("It waits for review again.");
        });
    }

    private static List<Long> ids(Collection<LabelMark> chosen) {
        return chosen.stream().map(LabelMark::id).toList();
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (InputException e) {
            Toast.error(e.getMessage());
            return;
        } catch (AccessDeniedException e) {
            Toast.error("You may not relabel this data set any more.");
        } catch (ConflictException | NotFoundException e) {
            Toast.error(RefusalText.of(e));
        }
        changed.run();
    }
}
