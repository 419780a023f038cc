package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import oddboard.dataset.DatasetRoutes;
import oddboard.run.RunRoutes;
import oddboard.ui.EmptyState;

/** What a page shows in place of something that isn't there, or that its visitor may not see. */
public final class Missing {
    private Missing() {}

    public static Component run() {
        return new EmptyState("There is no such run",
                "The address may be mistyped, or the run belongs to a data set that is not shared with you.",
                new Anchor(RunRoutes.LIST, "All runs"));
    }

    public static Component dataset() {
        return new EmptyState("There is no such data set",
                "The address may be mistyped, or the data set is not shared with you.",
                new Anchor(DatasetRoutes.LIST, "All data sets"));
    }
}
