package oddboard.quota.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.textfield.TextField;
import oddboard.account.User;
import oddboard.quota.Quota;
import oddboard.quota.QuotaKind;
import oddboard.quota.Quotas;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class QuotasViewTest extends PageTest {
    @Autowired
    private Quotas quotas;

    @Override
    protected String signIn() {
        return "ada";
    }

    @AfterEach
    void limitNobodyAnyMore() {
        User ada = become("ada");
        users.list().forEach(user -> {
            for (QuotaKind kind : QuotaKind.values()) {
                quotas.set(user.id(), kind, null, ada);
            }
        });
    }

    private User person(String name) {
        return users.list().stream()
                .filter(u -> u.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private TextField field(QuotaKind kind, String name) {
        return find(TextField.class).all().stream()
                .filter(f -> f.getAriaLabel().orElse("").startsWith(kind.title() + " for " + name + ","))
                .findFirst()
                .orElseThrow();
    }

    private void type(QuotaKind kind, String name, String words) {
        test(field(kind, name)).setValue(words);
    }

    @Test
    void setsALimitInGigabytesAndTellsOfItThereAndOnThePersonsOwnPage() {
        open("quotas");
        assertThat(text()).contains("ada", "grace", "linus", "storage no limit", "jobs in the queue 1,000");
        type(QuotaKind.STORAGE, "grace", "2.5");
        assertThat(quotas.limit(person("grace").id(), QuotaKind.STORAGE)).isEqualTo(2_500_000_000L);
        assertThat(text()).contains("of 2.5 GB");
        type(QuotaKind.RUNNING, "grace", "0");
        assertThat(text()).contains("0 of 0", "More of yours wait");
        open("quotas");
        assertThat(field(QuotaKind.STORAGE, "grace").getValue()).isEqualTo("2.5");
        assertThat(field(QuotaKind.RUNNING, "grace").getValue()).isEqualTo("0");
        assertThat(field(QuotaKind.STORAGE, "linus").getValue()).isEmpty();
        openAs("grace", "account");
        assertThat(text()).contains("Your limits", "of 2.5 GB");
    }

    @Test
    void takesNoLimitAndTheUsualOneAsWords() {
        open("quotas");
        type(QuotaKind.QUEUED, "linus", "none");
        assertThat(quotas.limit(person("linus").id(), QuotaKind.QUEUED)).isEqualTo(Quota.NONE);
        type(QuotaKind.QUEUED, "linus", "");
        assertThat(quotas.limit(person("linus").id(), QuotaKind.QUEUED)).isEqualTo(1000);
    }

    @Test
    void saysBesideTheFieldWhatIsNoLimitAndChangesNothing() {
        open("quotas");
        for (String wrong : new String[] {"-1", "much", "1.5", "1e3", "99999999999"}) {
            type(QuotaKind.RUNNING, "linus", wrong);
            assertThat(field(QuotaKind.RUNNING, "linus").isInvalid()).as(wrong).isTrue();
            assertThat(field(QuotaKind.RUNNING, "linus").getErrorMessage())
                    .as(wrong)
                    .isEqualTo("Write a whole number, \"none\" for no limit, or nothing for the usual one.");
        }
        assertThat(quotas.limit(person("linus").id(), QuotaKind.RUNNING)).isEqualTo(Quota.NONE);
        type(QuotaKind.RUNNING, "linus", "3");
        assertThat(field(QuotaKind.RUNNING, "linus").isInvalid()).isFalse();
        assertThat(quotas.limit(person("linus").id(), QuotaKind.RUNNING)).isEqualTo(3);
    }

    @Test
    void isForAdministratorsAlone() {
        openAs("grace", "quotas");
        assertThat(find(TextField.class).exists()).isFalse();
        assertThat(text()).doesNotContain("linus");
    }
}
