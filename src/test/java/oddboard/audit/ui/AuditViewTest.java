package oddboard.audit.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import oddboard.audit.Audit;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AuditViewTest extends PageTest {
    private static final Audit.Actor EVE = new Audit.Actor(9, "Eve");

    @Autowired
    private Audit audit;

    @Override
    protected String signIn() {
        return "ada";
    }

    @Test
    void showsWhatAnAddressLooksForAndGoesOnToOlderEntries() {
        for (int i = 0; i < AuditView.SHOWN + 5; i++) {
            audit.record(EVE, "run.cancel", "run " + i, "");
        }
        open("audit", QueryParameters.of("who", "eve"));
        assertThat(text()).contains("run 54", "run 5 ").doesNotContain("run 4 ").contains("Older entries");
        var older = find(Anchor.class).withText("Older entries").single().getHref();
        assertThat(older).startsWith("audit?").contains("who=eve", "before=");
        open("audit", QueryParameters.fromString(older.substring(older.indexOf('?') + 1)));
        assertThat(text())
                .contains("run 4 ")
                .doesNotContain("run 5 ")
                .contains("Newest entries")
                .doesNotContain("Older entries");
    }

    @Test
    void putsWhatIsLookedForIntoTheAddress() {
        audit.record(EVE, "dataset.create", "dataset 4711", "Nuts");
        open("audit");
        find(TextField.class).all().stream()
                .filter(f -> f.getLabel().equals("Object"))
                .findFirst()
                .orElseThrow()
                .setValue("dataset 4711");
        roundTrip();
        assertThat(text()).contains("Nuts");
        assertThat(UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters())
                .isEqualTo("audit?object=dataset%204711");
        assertThat(markupRows().stream().flatMap(row -> row.select("a").eachAttr("href").stream()))
                .contains("datasets/4711");
    }

    @Test
    void saysWhatToDoWhereNothingIsFoundOrATimeIsNone() {
        open("audit", QueryParameters.of("q", "nowhere"));
        assertThat(text()).contains("No entries match this filter", "Show all entries");
        open("audit", QueryParameters.of("from", "soon"));
        assertThat(text()).contains("A time looks like");
        open("audit", QueryParameters.of("before", "soon"));
        assertThat(text()).contains("not a place in the audit log");
    }

    @Test
    void isForAdministratorsAlone() {
        audit.record(EVE, "run.cancel", "run 99", "");
        for (String name : List.of("grace", "linus")) {
            openAs(name, "audit");
            assertThat(text()).doesNotContain("run 99").doesNotContain("run.cancel");
        }
    }
}
