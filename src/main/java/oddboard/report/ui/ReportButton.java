package oddboard.report.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.comment.Comments;
import oddboard.registry.ModelAlias;
import oddboard.registry.RegisteredModel;
import oddboard.registry.ui.ModelExtension;
import oddboard.report.GuestLinks;
import oddboard.run.Run;
import oddboard.run.ui.RunExtension;
import oddboard.run.ui.RunPage;
import oddboard.ui.Reporting;
import oddboard.ui.Tab;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** "Report" on the pages of what there are reports of. */
@Service
@ConditionalOnWebApplication
class ReportButton implements Reporting, RunExtension, ModelExtension {
    private final Comments comments;
    private final GuestLinks links;
    private final Users users;

    ReportButton(Comments comments, GuestLinks links, Users users) {
        this.comments = comments;
        this.links = links;
        this.users = users;
    }

    @Override
    public Component button(String report, Map<String, String> query, String address) {
        return new Button("Report", e -> {
            User viewer = users.require();
            new ReportDialog(report, query, comments.list(address, viewer), links, viewer).open();
        });
    }

    @Override
    public List<Component> actions(RunPage.Shown shown) {
        Run.Metrics result = shown.run().result();
        if (result == null) {
            return List.of();
        }
        String run = "runs/" + shown.run().id();
        return List.of(button(
                "api/v1/" + run + "/report",
                Map.of(
                        "labelSet",
                        Integer.toString(result.labelSet()),
                        "part",
                        result.part().word()),
                run));
    }

    @Override
    public List<Tab> tabs(RegisteredModel model) {
        return List.of();
    }

    /** Of the version in use, else of the newest. */
    @Override
    public List<Component> actions(RegisteredModel model, User viewer) {
        int number = model.aliased(ModelAlias.CHAMPION).orElseGet(model::newest).version();
        return List.of(button(
                "api/v1/models/" + model.name() + "/versions/" + number + "/report",
                Map.of(),
                "models/" + model.name()));
    }
}
