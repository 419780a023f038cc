package oddboard.maintenance.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class MaintenanceViewTest extends PageTest {
    @Autowired
    private JdbcClient sql;

    @Override
    protected String signIn() {
        return "ada";
    }

    private Button button(String words) {
        return find(Button.class).withText(words).single();
    }

    private int events(String detail) {
        return sql.sql("select count(*) from upkeep_event where detail = :detail")
                .param("detail", detail)
                .query(Integer.class)
                .single();
    }

    /** Of three years ago, which no rule keeps. */
    private void event(String detail) {
        sql.sql(
                        "insert into upkeep_event (kind, actor, detail, at) values ('BACKUP', 'cron', :detail, now() - interval '3 years')")
                .param("detail", detail)
                .update();
    }

    @Test
    void letsGoWhatItSaysWouldGoAndTellsOfItBelow() {
        event("ancient");
        open("maintenance");
        assertThat(text())
                .contains(
                        "Retention",
                        "Log lines of runs that have ended",
                        "oddboard.retention.logs",
                        "Past events of this page 1 row,",
                        "Backup by cron: ancient");
        test(button("Delete it now")).click();
        assertThat(events("ancient")).isZero();
        assertThat(text())
                .contains("nothing is to go now", "Retention by ada: ")
                .doesNotContain("ancient");
        assertThat(button("Delete it now").isEnabled())
                .as("there is nothing more")
                .isFalse();
    }

    @Test
    void looksAtEverythingWithTheWorstOnTop() {
        open("maintenance");
        assertThat(text()).contains("Not looked yet");
        test(button("Check everything")).click();
        assertThat(text()).doesNotContain("Not looked yet").contains("OK", "Database");
        assertThat(button("Check everything").isEnabled())
                .as("it can look again")
                .isTrue();
        String words = text();
        int firstOk = words.indexOf("OK ");
        for (String worse : new String[] {"Warn ", "Fail "}) {
            assertThat(words.lastIndexOf(worse)).as(worse).isLessThan(firstOk);
        }
    }

    @Test
    void isForAdministratorsAlone() {
        event("not for all");
        openAs("grace", "maintenance");
        assertThat(find(Button.class).withText("Delete it now").exists()).isFalse();
        assertThat(text()).doesNotContain("Retention");
        assertThat(events("not for all")).isEqualTo(1);
    }
}
