package oddboard.ingest.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.place.Places;
import oddboard.quota.QuotaException;
import oddboard.ui.Format;
import oddboard.ui.RefusalText;
import oddboard.upload.PlaceProgress;
import oddboard.upload.TakenBefore;
import oddboard.upload.UploadRefusedException;
import org.slf4j.LoggerFactory;

/**
 * Takes a file or folder that the server reads itself: of its own folders, a bucket, or an address. Hidden where an administrator
 * lists none.
 *
 * @param <T> what becomes of it
 */
public final class PlacePicker<T> extends Details {
    private static final long serialVersionUID = 1L;
    private static final int MAX_ADDRESS = 4096;
    private static final long STEP_NANOS = 300_000_000;
    private final transient Places places;
    private final transient Take<T> take;
    private final transient Consumer<T> taken;
    private final Div words = new Div();
    private final Div list = new Div();
    private final TextField address = new TextField("Address of a file");
    private boolean taking;

    /** Called without the page's lock. */
    public interface Take<T> {
        T take(String path, PlaceProgress progress);
    }

    /** @param taken gets what was taken, with the page's lock held */
    public PlacePicker(Places places, Take<T> take, Consumer<T> taken) {
        this(places, take, taken, List.of());
    }

    /** @param before offered to be taken again */
    PlacePicker(Places places, Take<T> take, Consumer<T> taken, List<TakenBefore> before) {
        this.places = places;
        this.take = take;
        this.taken = taken;
        List<String> kinds = kinds(places);
        setSummaryText("From " + String.join(" or ", kinds));
        addClassName("odd-uploads__earlier");
        setVisible(!kinds.isEmpty());
        words.getElement().setAttribute("role", "status");
        words.addClassName("odd-note");
        var again = new Div();
        before.forEach(place -> again.add(again(place)));
        add(again, words, list);
        setOpened(!before.isEmpty());
        if (places.hasAddresses()) {
            add(addressRow());
        }
        if (isVisible()) {
            show("");
        }
    }

    private Div again(TakenBefore before) {
        return row(
                before.place(),
                Format.count(before.files()) + (before.files() == 1 ? " file, " : " files, ") + Format.ago(before.at()),
                button("Take again", "from " + before.place(), () -> take(before.place())));
    }

    private static List<String> kinds(Places places) {
        List<String> kinds = new ArrayList<>();
        if (places.hasFolders()) {
            kinds.add("a folder of the server");
        }
        if (places.hasBuckets()) {
            kinds.add("a bucket");
        }
        if (places.hasAddresses()) {
            kinds.add("an address");
        }
        return kinds;
    }

    private Div addressRow() {
        address.setPlaceholder("https://example.com/images.zip");
        address.setMaxLength(MAX_ADDRESS);
        address.setWidthFull();
        var use = button("Use", "the file at this address", () -> {
            if (!address.getValue().isBlank()) {
                take(address.getValue().strip());
            }
        });
        var row = new Div(address, use);
        row.addClassNames("odd-uploads__row", "odd-uploads__row--earlier");
        return row;
    }

    private void show(String path) {
        if (!Places.isBucket(path)) {
            list.removeAll();
            try {
                show(path, places.list(path));
            } catch (InputException e) {
                words.setText(e.getMessage());
            }
            return;
        }
        // A bucket may be far away, or not answer at all.
        list.setEnabled(false);
        words.setText("Looking into " + path + " …");
        var ui = UI.getCurrent();
        Thread.startVirtualThread(() -> {
            try {
                var entries = places.list(path);
                ui.access(() -> {
                    list.removeAll();
                    list.setEnabled(true);
                    show(path, entries);
                });
            } catch (InputException e) {
                ui.access(() -> {
                    list.setEnabled(true);
                    words.setText(e.getMessage());
                });
            }
        });
    }

    private void show(String path, List<Places.Entry> entries) {
        words.setText(path.isEmpty() ? entries.isEmpty() ? "" : "Places that an administrator listed." : path);
        if (!path.isEmpty()) {
            list.add(row("..", "", button("Back", "the folder above", () -> show(above(path)))));
        }
        entries.forEach(entry -> list.add(row(entry)));
        if (entries.isEmpty() && !path.isEmpty()) {
            list.add(new Span("This folder is empty."));
        }
    }

    private String above(String path) {
        return places.names().contains(path) || !path.contains("/") ? "" : path.substring(0, path.lastIndexOf('/'));
    }

    private Div row(Places.Entry entry) {
        var name = places.names().contains(entry.path())
                ? entry.path()
                : entry.path().substring(entry.path().lastIndexOf('/') + 1);
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
        // Behind a question mark an address may hold a key.
        String shown = path.replaceAll("[?#].*", "");
        words.setText("Reading " + shown + " …");
        var ui = UI.getCurrent();
        Thread.startVirtualThread(() -> {
            try {
                var last = new AtomicLong(System.nanoTime());
                var found = take.take(path, (done, total, bytes) -> {
                    if (System.nanoTime() - last.get() > STEP_NANOS) {
                        last.set(System.nanoTime());
                        ui.access(() -> words.setText("Reading " + shown + ": " + progress(done, total, bytes)));
                    }
                });
                ui.access(() -> {
                    ended(shown + " is there.");
                    taken.accept(found);
                });
            } catch (UIDetachedException e) {
                // The file is among those sent earlier when somebody comes back.
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(PlacePicker.class).info("Nothing was taken from {}", shown, e);
                ui.access(() -> ended(
                        e instanceof InputException
                                        || e instanceof UploadRefusedException
                                        || e instanceof QuotaException
                                        || e instanceof ConflictException
                                ? RefusalText.of(e)
                                : "This could not be taken. Load the page again, then try once more."));
            }
        });
    }

    private static String progress(int done, int total, long bytes) {
        return total == 1
                ? Format.bytes(bytes)
                : Format.count(done) + " of " + Format.count(total) + " files, " + Format.bytes(bytes);
    }

    private void ended(String sentence) {
        taking = false;
        list.setEnabled(true);
        words.setText(sentence);
    }
}
