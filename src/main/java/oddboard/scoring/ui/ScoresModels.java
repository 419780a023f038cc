package oddboard.scoring.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import java.util.List;
import oddboard.account.User;
import oddboard.registry.ModelAlias;
import oddboard.registry.RegisteredModel;
import oddboard.registry.ui.ModelExtension;
import oddboard.scoring.ReviewedScoring;
import oddboard.scoring.Reviews;
import oddboard.scoring.ScoringRoutes;
import oddboard.ui.Tab;

/** Leads from the pages about a model to where it scores images: by its champion, else with its newest version. */
@org.springframework.stereotype.Component
class ScoresModels implements ModelExtension {
    private final Reviews reviews;

    ScoresModels(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public List<Component> panels(RegisteredModel model, User viewer) {
        List<ReviewedScoring> reviewed = reviews.of(model, PrecisionPanel.SHOWN, viewer);
        return reviewed.isEmpty() ? List.of() : List.of(new PrecisionPanel(reviewed));
    }

    @Override
    public List<Tab> tabs(RegisteredModel model) {
        return List.of();
    }

    @Override
    public List<Component> actions(RegisteredModel model, User viewer) {
        String ref = model.alias(ModelAlias.CHAMPION).isPresent()
                ? model.name() + "@" + ModelAlias.CHAMPION
                : model.newest().ref();
        Anchor start = new Anchor(ScoringRoutes.start(ref), "Score images");
        start.addClassName("odd-button-link");
        return List.of(start);
    }
}
