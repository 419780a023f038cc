package oddboard.dataset.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import oddboard.ui.Tab;
import org.jspecify.annotations.Nullable;

/** The top of every page about a data set: name, newest ready version, "New run" and the tabs. */
public final class DatasetHeader extends PageHeader {
    private static final long serialVersionUID = 1L;
    private final String subtitle;

    /** @param currentHref the tab that is shown, from {@link DatasetRoutes} */
    public DatasetHeader(Dataset dataset, String currentHref, Component... actions) {
        this(dataset, currentHref, null, actions);
    }

    /** @param viewer gets no "New run" where they may only look; null = show it */
    public DatasetHeader(Dataset dataset, String currentHref, @Nullable User viewer, Component... actions) {
        super(dataset.name(), subtitle(dataset), withNewRun(dataset, viewer, actions));
        subtitle = subtitle(dataset);
        tabs(
                currentHref,
                new Tab("Leaderboard", DatasetRoutes.leaderboard(dataset.id())),
                new Tab("Images", DatasetRoutes.images(dataset.id())),
                new Tab("Runs", DatasetRoutes.runs(dataset.id())),
                new Tab("Versions and labels", DatasetRoutes.versions(dataset.id())),
                new Tab("Settings", DatasetRoutes.settings(dataset.id())));
    }

    /** Says how much is kept for the data set, with all its versions and runs. */
    void setStorage(long bytes) {
        if (bytes > 0) {
            setSubtitle(subtitle + VersionText.DOT + Format.bytes(bytes) + " stored");
        }
    }

    private static String subtitle(Dataset dataset) {
        return (dataset.isArchived() ? "archived" + VersionText.DOT : "")
                + dataset.ready()
                        .map(VersionText::whole)
                        .orElse(dataset.versions().isEmpty() ? "no images yet" : "no version is ready yet");
    }

    private static Component[] withNewRun(Dataset dataset, @Nullable User viewer, Component... actions) {
        if (viewer != null && !dataset.role().mayWork()) {
            return actions;
        }
        var newRun = new Button("New run", e -> UI.getCurrent().navigate(DatasetRoutes.newRun(dataset.id())));
        newRun.addThemeVariants(ButtonVariant.PRIMARY);
        newRun.setEnabled(dataset.ready().isPresent() && !dataset.isArchived());
        if (dataset.isArchived()) {
            newRun.setTooltipText("An archived data set takes no new runs; restore it on its Settings page");
            return Stream.concat(Stream.of(actions), Stream.of(newRun)).toArray(Component[]::new);
        }
        if (dataset.ready().isEmpty()) {
            newRun.setTooltipText("A run needs a version whose images are ready");
        }
        return Stream.concat(Stream.of(actions), Stream.of(newRun)).toArray(Component[]::new);
    }
}
