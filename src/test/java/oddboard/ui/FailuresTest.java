package oddboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@ExtendWith(OutputCaptureExtension.class)
class FailuresTest {
    private static final Pattern REFERENCE = Pattern.compile("eference ([0-9a-f]{8})\\.$");

    private static String reference(String sentence) {
        var found = REFERENCE.matcher(sentence);
        assertThat(found.find()).as(sentence).isTrue();
        return found.group(1);
    }

    @Test
    void aRefusalIsToldInItsOwnWords() {
        assertThat(Failures.sentence(new NotFoundException("There is no run 7.")))
                .isEqualTo("There is no run 7.");
        assertThat(Failures.sentence(new ConflictException("Run 7 has ended."))).isEqualTo("Run 7 has ended.");
    }

    @Test
    void aBugIsToldByAReferenceThatTheLogHas(CapturedOutput log) {
        for (var bug :
                new RuntimeException[] {new IllegalStateException("secret"), new NoSuchElementException("secret")}) {
            String sentence = Failures.sentence(bug);
            assertThat(sentence).startsWith("Internal error.").doesNotContain("secret");
            assertThat(log).contains("Reference " + reference(sentence));
        }
    }

    @Test
    void aDatabaseThatIsAwayAsksToTryAgain(CapturedOutput log) {
        var nobodyListens = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");
        try {
            JdbcClient.create(nobodyListens).sql("select 1").query().singleValue();
        } catch (RuntimeException away) {
            String sentence = Failures.sentence(away);
            assertThat(sentence).contains("try again in a moment");
            assertThat(log).contains("Reference " + reference(sentence));
            return;
        }
        throw new AssertionError("a database answered");
    }
}
