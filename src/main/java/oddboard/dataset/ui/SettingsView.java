package oddboard.dataset.ui;

import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.DescriptionList.Term;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Datasets;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** What a data set is called, who sees it, and the lines drawn on its leaderboard. */
@Route("datasets/:id/settings")
@PermitAll
class SettingsView extends DatasetPage {
    private static final long serialVersionUID = 1L;

    SettingsView(Datasets datasets, Users users) {
        super("Settings", datasets, users);
    }

    @Override
    void show(Dataset dataset, BeforeEnterEvent event) {
        add(new DatasetHeader(dataset, DatasetRoutes.settings(dataset.id()), viewer));
        add(new Panel("About", facts(dataset)));
        var lines = new Panel("Lines on the leaderboard",
                new BaselineEditor(dataset, datasets.mayChange(dataset, viewer), datasets, viewer));
        lines.setNote("AUCs to compare with, shown among the runs");
        add(lines);
    }

    private static DescriptionList facts(Dataset dataset) {
        var facts = new DescriptionList();
        facts.addClassName("odd-list");
        fact(facts, "Name", dataset.name());
        fact(facts, "Description", dataset.description().isBlank() ? "–" : dataset.description());
        fact(facts, "Seen by", dataset.visibility() == Dataset.Visibility.PRIVATE
                ? "its owner and administrators" : "everybody here");
        fact(facts, "Owner", dataset.ownerName());
        fact(facts, "Added", Format.ago(dataset.createdAt()));
        return facts;
    }

    private static void fact(DescriptionList facts, String name, String value) {
        facts.add(new Term(name), new Description(value));
    }
}
