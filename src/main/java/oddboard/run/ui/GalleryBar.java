package oddboard.run.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import oddboard.ui.Format;
import org.jspecify.annotations.Nullable;

/** Threshold, outcomes, type and order: what the ranked images are chosen by. */
final class GalleryBar extends Div {
    private static final long serialVersionUID = 1L;
    private static final String ANY = "any type";
    private final Map<Outcome, Chip> outcomes = new EnumMap<>(Outcome.class);
    private final Chip all;
    private final ThresholdField threshold;
    private final transient Ranking ranking;
    private final transient Consumer<GalleryState> changed;
    private transient GalleryState state;

    GalleryBar(Ranking ranking, GalleryState initial, Consumer<GalleryState> changed) {
        this.ranking = ranking;
        this.state = initial;
        this.changed = changed;
        addClassName("gallery-bar");
        threshold = new ThresholdField(ranking, at(), chosen -> change(state.withThreshold(chosen)));
        all = new Chip("", false, () -> change(state.withOutcome(null)));
        var chips = new Div(all);
        chips.addClassName("odd-chips");
        for (Outcome outcome : ranking.outcomes()) {
            var chip = new Chip("", false, () -> change(state.withOutcome(outcome)));
            outcomes.put(outcome, chip);
            chips.add(chip);
        }
        chips.add(types(), order());
        add(threshold, chips);
        show();
    }

    double at() {
        Double chosen = state.threshold();
        return chosen == null ? ranking.balanced() : chosen;
    }

    GalleryState state() {
        return state;
    }

    /** The full view opened or closed; nothing else changes. */
    void image(@Nullable Integer image) {
        state = state.withImage(image);
    }

    private void change(GalleryState next) {
        state = next;
        show();
        changed.accept(next);
    }

    private void show() {
        var counts = ranking.counts(at());
        all.setText("All " + Format.count(counts.total()));
        all.setOn(state.outcome() == null);
        outcomes.forEach((outcome, chip) -> {
            chip.setText(outcome.title() + " " + Format.count(counts.of(outcome)));
            chip.setOn(state.outcome() == outcome);
        });
    }

    private Select<String> types() {
        List<String> choices = new ArrayList<>();
        choices.add("");
        choices.addAll(ranking.types());
        var select = new Select<String>();
        select.setItems(choices);
        select.setItemLabelGenerator(t -> t.isEmpty() ? ANY : t);
        select.setValue(choices.contains(state.type()) ? state.type() : "");
        select.setAriaLabel("Type");
        select.addClassName("gallery-select");
        select.addValueChangeListener(e -> change(state.withType(e.getValue() == null ? "" : e.getValue())));
        return select;
    }

    private Select<Boolean> order() {
        var select = new Select<Boolean>();
        select.setItems(false, true);
        select.setItemLabelGenerator(rising -> rising ? "least anomalous first" : "most anomalous first");
        select.setValue(state.rising());
        select.setAriaLabel("Order");
        select.addClassName("gallery-select");
        select.addValueChangeListener(e -> change(state.withRising(e.getValue())));
        return select;
    }
}
