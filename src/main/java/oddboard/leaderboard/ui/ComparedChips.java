package oddboard.leaderboard.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.ui.Format;
import oddboard.ui.Palette;

/** Who is compared, with the way to take one out or another one in. */
final class ComparedChips extends Div {
    private static final long serialVersionUID = 1L;

    ComparedChips(Compared compared, Consumer<List<EntryId>> changed) {
        addClassName("odd-chips");
        for (Entry entry : compared.entries()) {
            var remove = new NativeButton("×", e -> {
                var rest = new ArrayList<>(compared.ids());
                rest.remove(entry.id());
                changed.accept(rest);
            });
            remove.addClassName("odd-compared-chip__remove");
            remove.setAriaLabel("Take out " + entry.name());
            var chip = new Span(
                    CompareView.dot(Palette.css(compared.color(entry))),
                    new Anchor(BoardRoutes.entry(entry.id()), entry.name()),
                    remove);
            chip.addClassNames("odd-chip", "odd-compared-chip");
            add(chip);
        }
        if (compared.entries().size() < BoardState.MAX) {
            add(another(compared, changed));
        }
    }

    private static ComboBox<Entry> another(Compared compared, Consumer<List<EntryId>> changed) {
        var box = new ComboBox<Entry>();
        box.setPlaceholder("Add a run");
        box.setAriaLabel("Add a run");
        box.setItemLabelGenerator(
                e -> e.rank() + ". " + e.name() + (e.auroc() == null ? "" : " · " + Format.auc(e.auroc())));
        box.setItems(compared.board().entries().stream()
                .filter(e -> !compared.ids().contains(e.id()))
                .toList());
        box.addValueChangeListener(e -> {
            if (e.getValue() != null) {
                var more = new ArrayList<>(compared.ids());
                more.add(e.getValue().id());
                changed.accept(more);
            }
        });
        return box;
    }
}
