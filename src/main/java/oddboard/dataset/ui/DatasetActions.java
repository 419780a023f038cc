package oddboard.dataset.ui;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.Favorites;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** What can be done with a data set in the list; the list is read again after each. */
final class DatasetActions {
    private final Favorites favorites;
    private final DatasetManagement management;
    private final User viewer;
    private final Runnable changed;

    DatasetActions(Favorites favorites, DatasetManagement management, User viewer, Runnable changed) {
        this.favorites = favorites;
        this.management = management;
        this.viewer = viewer;
        this.changed = changed;
    }

    void star(Dataset dataset, boolean on) {
        act(() -> favorites.set(dataset.id(), on, viewer));
    }

    void restore(Dataset dataset) {
        act(() -> {
            management.archive(dataset.id(), false, viewer);
            Toast.show(dataset.name() + " is in the list again.");
        });
    }

    void throwAway(Dataset dataset) {
        var dialog = new ConfirmDialog();
        dialog.setHeader("Throw away the draft \"" + dataset.name() + "\"?");
        dialog.setText("It has no images yet; files that were sent to it but not imported go with it.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Throw it away");
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(e -> act(() -> {
            management.deleteDraft(dataset.id(), viewer);
            Toast.show(dataset.name() + " is thrown away.");
        }));
        dialog.open();
    }

    private void act(Runnable work) {
        try {
            work.run();
        } catch (AccessDeniedException | ConflictException e) {
            Toast.error(RefusalText.of(e));
        } catch (NotFoundException e) {
            Toast.error("It was changed in the meantime; this is how it stands now.");
        }
        changed.run();
    }
}
