package oddboard.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import oddboard.audit.Audit;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

class FirstAdministratorTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Pattern LINE =
            Pattern.compile("First administrator: name \"admin\", one-time password \"([^\"]{20,})\"");

    private final DataSource database = TestDatabase.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final UserRepository accounts = new UserRepository(jdbc);
    private final AccessTokenRepository tokens = new AccessTokenRepository(jdbc, accounts);
    private final PasswordEncoder encoder = new BCryptPasswordEncoder(4);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(FirstAdministrator.class);

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void hushed() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void logsAPasswordThatWorksOnceTheProgramIsReady() {
        FirstAdministrator first = start("", false);
        assertThat(log.list).isEmpty();
        first.announce(null);
        first.announce(null);
        assertThat(log.list).hasSize(1);
        Matcher line = LINE.matcher(log.list.getFirst().getFormattedMessage());
        assertThat(line.find()).isTrue();
        Account admin = accounts.firstAdministrator().orElseThrow();
        assertThat(admin.user().mustChangePassword()).isTrue();
        assertThat(encoder.matches(line.group(1), admin.passwordHash())).isTrue();
    }

    @Test
    void aSecondStartChangesNothing() {
        start(TOKEN, false).announce(null);
        String hash = accounts.firstAdministrator().orElseThrow().passwordHash();
        start(TOKEN + "-other", false).announce(null);
        assertThat(log.list).hasSize(1);
        assertThat(accounts.firstAdministrator().orElseThrow().passwordHash()).isEqualTo(hash);
        assertThat(tokens.use(Secrets.sha256(TOKEN))).map(SignedIn::getUsername).contains("admin");
        assertThat(tokens.use(Secrets.sha256(TOKEN + "-other"))).isEmpty();
    }

    @Test
    void aLostPasswordIsReplacedWhenAsked() {
        start("", false);
        String hash = accounts.firstAdministrator().orElseThrow().passwordHash();
        start("", true).announce(null);
        assertThat(accounts.firstAdministrator().orElseThrow().passwordHash()).isNotEqualTo(hash);
        assertThat(log.list.getFirst().getFormattedMessage()).contains("new password", "one-time password \"");
    }

    @Test
    void ofManyProcessesThatStartAtOnceOneMakesTheAdministrator() throws Exception {
        Callable<Object> process = () -> {
            start("", false).announce(null);
            return true;
        };
        try (var processes = Executors.newFixedThreadPool(6)) {
            for (var done : processes.invokeAll(List.of(process, process, process, process, process, process))) {
                done.get();
            }
        }
        assertThat(jdbc.sql("select count(*) from account").query(Long.class).single())
                .isOne();
        assertThat(log.list).hasSize(1);
    }

    @Test
    void refusesAShortTokenWithASentence() {
        assertThatThrownBy(() -> start("too-short", false))
                .hasMessage("ODDBOARD_BOOTSTRAP_TOKEN has 9 characters, but needs at least 32.");
        var analysis = new BootstrapTokenAnalyzer().analyze(new IllegalStateException(catchShort()));
        assertThat(analysis.getDescription()).doesNotContain("too-short");
    }

    private static BootstrapTokenException catchShort() {
        try {
            BootstrapTokenException.check("too-short");
            throw new AssertionError("taken");
        } catch (BootstrapTokenException e) {
            return e;
        }
    }

    private FirstAdministrator start(String token, boolean reset) {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        var first = new FirstAdministrator(accounts, tokens, encoder, Audit.of(jdbc), transaction, token, reset);
        first.afterSingletonsInstantiated();
        return first;
    }
}
