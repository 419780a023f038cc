package oddboard.ingest.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.function.Consumer;
import oddboard.common.InputException;
import oddboard.quota.QuotaException;
import oddboard.ui.Format;
import oddboard.ui.RefusalText;
import oddboard.upload.FolderArchive;
import oddboard.upload.ServerFolders;
import oddboard.upload.UploadRefusedException;
import org.slf4j.LoggerFactory;

/**
 * Takes a file or folder that lies on the server already; hidden where an administrator lists none.
 *
 * @param <T> what becomes of it
 */
public final class ServerFolderPicker<T> extends Details {
    private static final long serialVersionUID = 1L;
    private static final int STEP = 100;
    private final transient ServerFolders folders;
    private final transient Take<T> take;
    private final transient Consumer<T> taken;
    private final Div words = new Div();
    private final Div list = new Div();
    private boolean taking;

    /** Called without the page's lock. */
    public interface Take<T> {
        T take(String path, FolderArchive.Progress progress);
    }

    /** @param taken gets what was taken, with the page's lock held */
    public ServerFolderPicker(ServerFolders folders, Take<T> take, Consumer<T> taken) {
        this.folders = folders;
        this.take = take;
        this.taken = taken;
        setSummaryText("From a folder of the server");
        addClassName("odd-uploads__earlier");
        setVisible(!folders.isEmpty());
        words.getElement().setAttribute("role", "status");
        words.addClassName("odd-note");
        add(words, list);
        if (isVisible()) {
            show("");
        }
    }

    private void show(String path) {
        list.removeAll();
        try {
            var entries = folders.list(path);
            words.setText(path.isEmpty() ? "Folders that an administrator listed." : path);
            if (!path.isEmpty()) {
                var above = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
                list.add(row("..", "", button("Back", "the folder above", () -> show(above))));
            }
            entries.forEach(entry -> list.add(row(entry)));
            if (entries.isEmpty()) {
                list.add(new Span("This folder is empty."));
            }
        } catch (InputException e) {
            words.setText(e.getMessage());
        }
    }

    private Div row(ServerFolders.Entry entry) {
        var name = entry.path().substring(entry.path().lastIndexOf('/') + 1);
        var use = button("Use", entry.path(), () -> take(entry.path()));
        return entry.folder()
                ? row(name + "/", "", button("Open", entry.path(), () -> show(entry.path())), use)
                : row(name, Format.bytes(entry.size()), use);
    }

    private static Div row(String name, String size, Button... buttons) {
        var strong = new Span(name);
        strong.addClassName("odd-strong");
        var note = new Span(size);
        note.addClassName("odd-note");
        var row = new Div(new Div(strong, note));
        row.add(buttons);
        row.addClassNames("odd-uploads__row", "odd-uploads__row--earlier");
        return row;
    }

    private static Button button(String text, String of, Runnable action) {
        var button = new Button(text, e -> action.run());
        button.setAriaLabel(text + " " + of);
        button.addThemeVariants(ButtonVariant.TERTIARY);
        return button;
    }

    private void take(String path) {
        if (taking) {
            return;
        }
        taking = true;
        list.setEnabled(false);
        words.setText("Reading " + path + " …");
        var ui = UI.getCurrent();
        Thread.startVirtualThread(() -> {
            try {
                var found = take.take(path, (done, total) -> {
                    if (done % STEP == 0) {
                        ui.access(() -> words.setText("Reading " + path + ": " + Format.count(done) + " of "
                                + Format.count(total) + " files"));
                    }
                });
                ui.access(() -> {
                    ended(path + " is there.");
                    taken.accept(found);
                });
            } catch (UIDetachedException e) {
                // The file is among those sent earlier when somebody comes back.
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(ServerFolderPicker.class).info("Nothing was taken from a server folder", e);
                ui.access(() -> ended(
                        e instanceof InputException
                                        || e instanceof UploadRefusedException
                                        || e instanceof QuotaException
                                ? RefusalText.of(e)
                                : "This could not be taken. Load the page again, then try once more."));
            }
        });
    }

    private void ended(String sentence) {
        taking = false;
        list.setEnabled(true);
        words.setText(sentence);
    }
}
