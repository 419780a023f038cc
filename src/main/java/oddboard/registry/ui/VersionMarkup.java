package oddboard.registry.ui;

import java.util.List;
import java.util.Optional;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelMetrics;
import oddboard.run.ui.AucText;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.StateTag.Tone;

/** Parts of rows about versions. */
final class VersionMarkup {
    private VersionMarkup() {}

    static Html auc(Optional<ModelMetrics.Measured> measured) {
        return measured.map(ModelMetrics.Measured::auc)
                .map(auc -> AucText.html(auc.auc(), auc.low(), auc.high()))
                .orElseGet(() -> MarkupParts.note("no labels"));
    }

    static Html tags(List<ModelAlias> aliases) {
        Html tags = new Html("span");
        aliases.forEach(alias -> tags.add(tag(alias)).text(" "));
        return tags;
    }

    static Html tag(ModelAlias alias) {
        return MarkupParts.tag(alias.name(), alias.name().equals(ModelAlias.CHAMPION) ? Tone.GOOD : Tone.NEUTRAL);
    }
}
