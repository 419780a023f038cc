package oddboard.dataset.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.dataset.DatasetQuery;
import oddboard.dataset.DatasetQuery.Show;
import oddboard.dataset.DatasetQuery.Sort;
import oddboard.dataset.Favorites.Layout;
import oddboard.dataset.Project;
import oddboard.dataset.ProjectId;
import oddboard.dataset.ProjectRoutes;
import oddboard.ui.WordSelect;
import org.jspecify.annotations.Nullable;

/** Above the list of data sets: which are shown, in which order, and how. */
final class DatasetsBar extends Div {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    private final TextField search = new TextField();
    private final Map<Show, Anchor> shows = new EnumMap<>(Show.class);
    private final WordSelect projects;
    private final Anchor project = new Anchor("", "Open the project");
    private final WordSelect sort;
    private final Button layout = new Button();
    private transient List<Project> known = List.of();
    private transient DatasetsState state;
    private boolean updating;

    interface Listener {
        /** While somebody types. */
        void type(DatasetsState typed);

        void go(DatasetsState chosen);

        void lay(Layout chosen);
    }

    DatasetsBar(DatasetsState state, Listener listener) {
        this.state = state;
        addClassName("odd-list-bar");
        search.setPlaceholder("Name, description, tag or owner");
        search.setAriaLabel("Search data sets");
        search.setClearButtonVisible(true);
        search.setMaxLength(LONGEST);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(e -> {
            if (!updating) {
                listener.type(this.state.withWords(e.getValue()));
            }
        });
        search.addClassName("odd-list-bar__search");
        projects = new WordSelect("Project", this::name, id -> listener.go(this.state.withProject(project(id))));
        sort = new WordSelect(
                "Order", DatasetsBar::words, word -> listener.go(this.state.withSort(DatasetQuery.sort(word))));
        layout.addClickListener(e -> listener.lay(other()));
        var chips = new Nav();
        chips.addClassName("odd-chips");
        chips.setAriaLabel("Which data sets");
        for (Show show : Show.values()) {
            var chip = new Anchor("", words(show));
            chip.addClassName("odd-chip");
            shows.put(show, chip);
            chips.add(chip);
        }
        add(search, projects, sort, layout, chips, project);
    }

    private Layout now = Layout.CARDS;

    private Layout other() {
        return now == Layout.CARDS ? Layout.LIST : Layout.CARDS;
    }

    void update(DatasetsState state, Layout now, List<Project> known) {
        this.state = state;
        this.now = now;
        this.known = known;
        updating = true;
        if (!search.getValue().equals(state.query().words())) {
            search.setValue(state.query().words());
        }
        updating = false;
        shows.forEach((show, chip) -> {
            chip.setHref(state.withShow(show).address());
            if (show == state.query().show()) {
                chip.getElement().setAttribute("aria-current", "true");
            } else {
                chip.getElement().removeAttribute("aria-current");
            }
        });
        var chosen = state.query().project();
        var ids = new ArrayList<>(Stream.concat(Stream.of(""), known.stream().map(p -> p.id().toString()))
                .toList());
        if (chosen != null && !ids.contains(chosen.toString())) {
            ids.add(chosen.toString());
        }
        projects.offer(ids, chosen == null ? "" : chosen.toString());
        projects.setVisible(ids.size() > 1);
        project.setVisible(known.stream().anyMatch(p -> p.id().equals(chosen)));
        project.setHref(chosen == null ? "" : ProjectRoutes.project(chosen));
        sort.offer(
                Stream.of(Sort.values()).map(Enum::name).toList(),
                state.query().sort().name());
        layout.setText(now == Layout.CARDS ? "Show as list" : "Show as cards");
    }

    private static @Nullable ProjectId project(String id) {
        return id.isEmpty() ? null : new ProjectId(Long.parseLong(id));
    }

    private String name(String id) {
        return id.isEmpty()
                ? "any project"
                : known.stream()
                        .filter(p -> p.id().toString().equals(id))
                        .map(Project::name)
                        .findFirst()
                        .orElse("a project that you don't see");
    }

    private static String words(String sort) {
        return switch (Sort.valueOf(sort)) {
            case NEWEST -> "newest first";
            case NAME -> "by name";
            case USED -> "last used first";
            case IMAGES -> "most images first";
        };
    }

    private static String words(Show show) {
        return switch (show) {
            case ALL -> "All";
            case MINE -> "Mine";
            case SHARED -> "Shared with me";
            case FAVORITES -> "Favorites";
            case DRAFTS -> "Drafts";
            case ARCHIVED -> "Archived";
        };
    }
}
