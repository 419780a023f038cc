package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.sql.SQLException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.quota.QuotaException;
import oddboard.quota.QuotaKind;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a call answers that was refused, that met a bug, or that met trouble of the database. */
@ExtendWith(OutputCaptureExtension.class)
class ProblemsTest {
    private static final Pattern INTERNAL =
            Pattern.compile("Internal error\\. Give the reference ([0-9a-f]{8}) to whoever runs the server\\.");

    private final JdbcClient database = JdbcClient.create(TestDatabase.emptyDataSource());

    /** Not static, so that no scan of the whole program finds it. */
    @RestController
    final class Failing {
        private final Runnable work;

        Failing(Runnable work) {
            this.work = work;
        }

        @GetMapping("/fail")
        String fail() {
            work.run();
            return "done";
        }
    }

    private MockHttpServletResponse answer(Runnable work) throws Exception {
        return MockMvcBuilders.standaloneSetup(new Failing(work))
                .setControllerAdvice(new Problems())
                .build()
                .perform(get("/fail"))
                .andReturn()
                .getResponse();
    }

    private void assertRefused(RuntimeException thrown, int status, String code) throws Exception {
        MockHttpServletResponse answer = answer(() -> {
            throw thrown;
        });
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getContentAsString())
                .contains("\"code\":\"" + code + "\"", "\"detail\":\"" + thrown.getMessage() + "\"");
    }

    private void assertInternal(CapturedOutput log, Runnable work) throws Exception {
        MockHttpServletResponse answer = answer(work);
        assertThat(answer.getStatus()).isEqualTo(500);
        var sentence = INTERNAL.matcher(answer.getContentAsString());
        assertThat(sentence.find()).as(answer.getContentAsString()).isTrue();
        assertThat(log).contains("reference " + sentence.group(1));
    }

    private void assertTryAgain(Runnable work) throws Exception {
        MockHttpServletResponse answer = answer(work);
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
        assertThat(answer.getContentAsString()).contains("\"code\":\"DATABASE_AWAY\"", "try again in a moment");
    }

    @Test
    void aRefusalKeepsItsSentenceAndItsCode() throws Exception {
        assertRefused(new NotFoundException("There is no run 7."), 404, "NOT_FOUND");
        assertRefused(new ConflictException("Run 7 has ended already."), 409, "STATE_FORBIDS");
        assertRefused(new QuotaException(QuotaKind.QUEUED, "You have 9 jobs waiting."), 409, "QUOTA_QUEUED");
    }

    @Test
    void whatTheProgramDidNotMeanIsAnInternalErrorWithAReference(CapturedOutput log) throws Exception {
        assertInternal(log, () -> List.of().getFirst());
        assertInternal(log, () -> {
            throw new NoSuchElementException("secret");
        });
        assertInternal(log, () -> {
            throw new IllegalStateException("secret");
        });
        assertThat(answer(() -> {
                            throw new IllegalStateException("secret");
                        })
                        .getContentAsString())
                .doesNotContain("secret");
    }

    @Test
    void aDatabaseErrorThatPassesAsksToTryAgain() throws Exception {
        var nobodyListens = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");
        assertTryAgain(
                () -> JdbcClient.create(nobodyListens).sql("select 1").query().singleValue());
        assertTryAgain(() -> database.sql("do $$ begin set local statement_timeout = 20; perform pg_sleep(5); end $$")
                .withQueryTimeout(1)
                .update());
        assertTryAgain(
                () -> database.sql("do $$ begin raise sqlstate '40001'; end $$").update());
    }

    @Test
    void theDatabaseMayBeAwayForALibraryAsWell() throws Exception {
        assertTryAgain(() -> {
            throw new IllegalStateException(
                    "The queue can't schedule job 7.", new SQLException("connection refused", "08001"));
        });
    }

    @Test
    void aDatabaseErrorThatStaysIsAnInternalError(CapturedOutput log) throws Exception {
        assertInternal(
                log, () -> database.sql("select nothing from nowhere").query().singleValue());
        assertInternal(
                log,
                () -> database.sql("do $$ begin raise unique_violation; end $$").update());
        assertInternal(
                log,
                () -> database.sql("select 1 where false").query(Integer.class).single());
    }
}
