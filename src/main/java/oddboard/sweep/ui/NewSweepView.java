package oddboard.sweep.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.ReadyVersions;
import oddboard.dataset.VersionId;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Setting;
import oddboard.quota.Quotas;
import oddboard.quota.ui.QuotaBars;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.run.SweepRoutes;
import oddboard.run.ui.Address;
import oddboard.run.ui.SettingText;
import oddboard.sweep.Sweeps;
import oddboard.ui.EmptyState;
import oddboard.ui.PageHeader;

/** Starts a sweep: {@code ?version=1,2} and {@code ?detector=conv,vae} choose these, {@code ?from=RUN} starts around a run. */
@Route(SweepRoutes.NEW)
@PageTitle("New sweep")
@PermitAll
class NewSweepView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient Runs runs;
    private final transient ReadyVersions ready;
    private final transient Users users;
    private final transient Quotas quotas;
    private final transient Sweeps sweeps;

    NewSweepView(Runs runs, ReadyVersions ready, Users users, Quotas quotas, Sweeps sweeps) {
        this.runs = runs;
        this.ready = ready;
        this.users = users;
        this.quotas = quotas;
        this.sweeps = sweeps;
        addClassName("odd-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        User viewer = users.require();
        add(new PageHeader(
                "New sweep",
                "Many runs over settings, seeds, detectors and data, as one",
                new Anchor(SweepRoutes.LIST, "All sweeps")));
        if (!viewer.mayChange()) {
            add(new EmptyState(
                    "You may look, but not start sweeps",
                    "Ask an administrator to make you a member.",
                    new Anchor(SweepRoutes.LIST, "All sweeps")));
        } else if (ready.find("", ReadyVersions.Of.WORKABLE, 0, 1, viewer).isEmpty()) {
            add(new EmptyState(
                    "No data set is ready yet",
                    "A sweep needs images. Add some, or wait until their import has ended.",
                    new Anchor(DatasetRoutes.LIST, "Data sets")));
        } else {
            add(new SweepForm(
                    sweeps,
                    ready,
                    QuotaBars.beforeRuns(quotas, viewer),
                    viewer,
                    preset(event.getLocation().getQueryParameters(), viewer)));
        }
    }

    private SweepRequest preset(QueryParameters query, User viewer) {
        Optional<Run> from = Optional.of(Address.value(query, "from"))
                .map(Address::id)
                .filter(id -> id.isPresent())
                .flatMap(id -> runs.find(new RunId(id.getAsLong()), viewer));
        List<VersionId> versions = parts(query, "version")
                .map(Address::id)
                .filter(id -> id.isPresent())
                .map(id -> new VersionId(id.getAsLong()))
                .toList();
        List<String> detectors = parts(query, "detector").toList();
        return new SweepRequest(
                versions.isEmpty() ? from.map(Run::version).stream().toList() : versions,
                detectors.isEmpty()
                        ? from.map(run -> run.setup().detector()).stream().toList()
                        : detectors,
                from.map(NewSweepView::changed).orElse(Map.of()));
    }

    private static Map<String, Object> changed(Run run) {
        Map<String, Object> changed = new LinkedHashMap<>();
        for (Setting setting :
                Detectors.byId(run.setup().detector()).map(Detector::settings).orElse(List.of())) {
            Object value = run.setup().settings().get(setting.name());
            if (value != null && !SettingText.same(value, setting.defaultValue())) {
                changed.put(setting.name(), value);
            }
        }
        return changed;
    }

    private static Stream<String> parts(QueryParameters query, String name) {
        return Stream.of(Address.value(query, name).split(",")).filter(p -> !p.isEmpty());
    }
}
