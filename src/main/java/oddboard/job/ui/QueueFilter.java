package oddboard.job.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.ui.WordSelect;
import org.jspecify.annotations.Nullable;

/** Which of the open jobs are shown: those of a label, those of a person; both are in the address. */
final class QueueFilter extends Div {
    private static final long serialVersionUID = 1L;
    private final WordSelect label;
    private final WordSelect person;
    private final transient List<User> users;

    QueueFilter(List<User> users, Runnable changed) {
        this.users = users;
        addClassName("odd-queue__filter");
        label = new WordSelect("Label", l -> l.isEmpty() ? "All labels" : l, l -> notifyListener(changed));
        person = new WordSelect("Started by", p -> p.isEmpty() ? "Everybody" : p, p -> notifyListener(changed));
        add(label, person);
        offer("", List.of(), "");
    }

    private void notifyListener(Runnable changed) {
        String query = new QueryParameters(query()).getQueryString();
        getUI().ifPresent(ui ->
                ui.getPage().getHistory().replaceState(null, query.isEmpty() ? "queue" : "queue?" + query));
        changed.run();
    }

    private Map<String, List<String>> query() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (label() != null) {
            query.put("label", List.of(label.getValue()));
        }
        if (by() != null) {
            query.put("by", List.of(person.getValue()));
        }
        return query;
    }

    /** Takes what the address says; {@code labels} are those that there are. */
    void read(QueryParameters query, Iterable<String> labels) {
        offer(
                query.getSingleParameter("label").orElse(""),
                labels,
                query.getSingleParameter("by").orElse(""));
    }

    private void offer(String selectedLabel, Iterable<String> labels, String selectedPerson) {
        var offered = new TreeSet<String>();
        labels.forEach(offered::add);
        offered.add("");
        offered.add(selectedLabel);
        label.offer(List.copyOf(offered), selectedLabel);
        var names = new ArrayList<String>(List.of(""));
        users.forEach(p -> names.add(p.name()));
        person.offer(names, names.contains(selectedPerson) ? selectedPerson : "");
    }

    /** Null for all. */
    @Nullable String label() {
        String value = label.getValue();
        return value == null || value.isEmpty() ? null : value;
    }

    /** Null for everybody. */
    @Nullable UserId by() {
        return users.stream()
                .filter(p -> p.name().equals(person.getValue()))
                .findFirst()
                .map(User::id)
                .orElse(null);
    }
}
