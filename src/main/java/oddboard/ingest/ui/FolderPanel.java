package oddboard.ingest.ui;

import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Stream;
import oddboard.common.InputException;
import oddboard.layout.FolderChoice;
import oddboard.layout.FolderRole;
import oddboard.layout.FolderTree;
import oddboard.layout.FolderTree.Row;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** The folders of an archive: what their images are taken as, and what somebody says that they are. */
final class FolderPanel extends Panel {
    static final String ROLE = "folder-role";
    static final String TYPE = "folder-type";
    private static final long serialVersionUID = 1L;
    private static final int MAX_INDENT = 5;

    final MarkupTable<Row> table = new MarkupTable<>(
            "Folders",
            row -> "/" + row.folder(),
            List.of(
                    Column.<Row>of("Folder", FolderPanel::name).styled("odd-table__wrap"),
                    Column.<Row>number("Images", row -> Format.count(row.images()))
                            .labeled(),
                    Column.of("This folder is", this::role),
                    Column.of("Defect type", FolderPanel::type)));
    private final Span words = new Span();
    private final Span fault = new Span();
    private final Runnable changed;
    private transient FolderTree tree = FolderTree.NONE;
    private transient @Nullable List<FolderChoice> choices;

    /** @param changed called after each choice */
    FolderPanel(Runnable changed) {
        super("Folders");
        this.changed = changed;
        words.addClassName("odd-note");
        fault.addClassName("odd-error");
        fault.getElement().setAttribute("role", "alert");
        table.addClassName("odd-folders");
        table.stacked();
        table.onChange(ROLE, this::chooseRole);
        table.onChange(TYPE, this::chooseType);
        add(table, words, fault);
        forget();
    }

    /** Of other files nothing is known yet, and nothing was said. */
    void forget() {
        choices = null;
        show(FolderTree.NONE);
    }

    /** Null where nobody has chosen anything here. */
    @Nullable List<FolderChoice> choices() {
        return choices;
    }

    void show(FolderTree now) {
        tree = now;
        say("");
        setVisible(!now.rows().isEmpty());
        // The first word of a row hangs on what was said of the folders above it.
        table.show(now.rows(), now.chosen());
        words.setText(Stream.of(
                        now.more() > 0
                                ? Format.count(now.more())
                                        + " more folders are not listed; each is what the folder above it is."
                                : "",
                        now.partial() ? "Only the archive's beginning is known; what follows is not listed yet." : "",
                        choices == null && !now.chosen().isEmpty()
                                ? "Chosen as for the last version that was taken from the same place."
                                : "")
                .filter(sentence -> !sentence.isEmpty())
                .reduce("", (a, b) -> (a + " " + b).strip()));
    }

    private void chooseRole(Row row, String value) {
        Stream.of(FolderRole.values())
                .filter(role -> role.name().equals(value))
                .findFirst()
                .ifPresentOrElse(
                        role -> choose(row, new FolderChoice(row.folder(), role, "")), () -> choose(row, null));
    }

    private void chooseType(Row row, String value) {
        choose(row, new FolderChoice(row.folder(), FolderRole.DEFECT, value));
    }

    private void choose(Row row, @Nullable FolderChoice choice) {
        List<FolderChoice> now = new ArrayList<>(choices == null ? tree.chosen() : choices);
        now.removeIf(c -> c.folder().equals(row.folder()));
        if (choice != null) {
            now.add(choice);
        }
        try {
            FolderChoice.check(now);
        } catch (InputException e) {
            say(e.getMessage());
            return;
        }
        say("");
        choices = List.copyOf(now);
        changed.run();
    }

    private void say(String sentence) {
        fault.setText(sentence);
        fault.setVisible(!sentence.isEmpty());
    }

    private static void name(Html cell, Row row) {
        var name = row.folder().isEmpty() ? "beside all folders" : row.name();
        cell.add(new Html("span", "odd-folders__name odd-folders__name--" + Math.min(row.depth(), MAX_INDENT))
                .text(name));
    }

    private void role(Html cell, Row row) {
        SequencedMap<String, String> options = new LinkedHashMap<>();
        options.put("", row.choice() != null ? "as recognized" : recognized(row));
        Stream.of(FolderRole.values()).forEach(role -> options.put(role.name(), words(role)));
        var label = "What "
                + (row.folder().isEmpty() ? "the images beside all folders are" : "the folder " + row.folder() + " is");
        var chosen = row.choice() == null ? "" : row.choice().role().name();
        cell.add(MarkupParts.select(ROLE, label, options, chosen));
    }

    private String recognized(Row row) {
        boolean above = tree.chosen().stream().anyMatch(choice -> choice.holds(row.folder()));
        var role = row.role();
        return role == null
                ? row.mixed() ? "several, see below" : "not known: choose"
                : (above ? "as above: " : "recognized: ") + words(role).toLowerCase(Locale.ROOT);
    }

    private static void type(Html cell, Row row) {
        var choice = row.choice();
        if (choice != null && choice.role() == FolderRole.DEFECT) {
            cell.add(new Html("input", "odd-select odd-folders__type")
                    .attr("type", "text")
                    .attr("aria-label", "Defect type of " + row.folder())
                    .attr("placeholder", row.type().isEmpty() ? "names of its folders" : row.type())
                    .attr("maxlength", "100")
                    .attr("value", choice.type())
                    .attr("data-do", TYPE));
        } else {
            cell.text(row.type());
        }
    }

    static String words(FolderRole role) {
        return switch (role) {
            case TRAINING -> "Training";
            case SPLIT -> "Normal, a share held out";
            case NORMAL -> "Test, normal";
            case DEFECT -> "Test, defects";
            case UNLABELED -> "Test, unlabeled";
            case MASKS -> "Masks";
            case LEAVE_OUT -> "Left out";
        };
    }
}
