package oddboard.account;

import java.util.Objects;
import oddboard.audit.Audit;
import oddboard.common.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets the first person in: an empty database gets an administrator whose one-time password the log shows once. A lost
 * one is replaced at a start with {@code --oddboard.reset-admin-password=true}.
 */
@Component
@ConditionalOnWebApplication
class FirstAdministrator implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final String NAME = "admin";

    private final UserRepository accounts;
    private final AccessTokenRepository tokens;
    private final PasswordEncoder encoder;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final String bootstrapToken;
    private final boolean resetPassword;
    private @Nullable String announcement;

    FirstAdministrator(
            UserRepository accounts,
            AccessTokenRepository tokens,
            PasswordEncoder encoder,
            Audit audit,
            TransactionTemplate transaction,
            @Value("${oddboard.bootstrap-token:}") String bootstrapToken,
            @Value("${oddboard.reset-admin-password:false}") boolean resetPassword) {
        BootstrapTokenException.check(bootstrapToken);
        this.accounts = accounts;
        this.tokens = tokens;
        this.encoder = encoder;
        this.audit = audit;
        this.transaction = transaction;
        this.bootstrapToken = bootstrapToken;
        this.resetPassword = resetPassword;
    }

    /** Before the port opens, so that the first request already finds the administrator. */
    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            accounts.lockFirstAdministrator();
            if (accounts.isEmpty()) {
                announcement = create();
            } else if (resetPassword) {
                announcement = reset();
            }
        });
    }

    /** Last in the start's log, where it is seen. */
    @EventListener
    void announce(ApplicationReadyEvent ready) {
        if (announcement != null) {
            LOG.info(announcement);
            announcement = null;
        }
    }

    private String create() {
        String password = Secrets.oneTimePassword();
        Account admin = accounts.add(NAME, Role.ADMIN, hash(password), true).orElseThrow();
        if (!bootstrapToken.isEmpty()) {
            tokens.add(admin.user().id(), "Bootstrap", Scope.ADMIN, Sha256.of(bootstrapToken), null, null);
        }
        record("user.create", admin);
        return block("First administrator", admin.user().name(), password);
    }

    private @Nullable String reset() {
        return accounts.firstAdministrator()
                .map(admin -> {
                    String password = Secrets.oneTimePassword();
                    accounts.setPassword(admin.user().id(), hash(password), true);
                    tokens.revokeAll(admin.user().id());
                    record("user.reset-password", admin);
                    return block(
                            "Administrator with a new password", admin.user().name(), password);
                })
                .orElse(null);
    }

    private void record(String action, Account admin) {
        audit.record(
                Audit.Actor.PROGRAM,
                action,
                "user " + admin.user().id(),
                admin.user().name() + ", at the start");
    }

    private String hash(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    private static String block(String title, String name, String password) {
        String line = title + ": name \"" + name + "\", one-time password \"" + password + "\".";
        String rule = "=".repeat(line.length());
        String next = "Sign in with it and choose your own. It is not shown again.";
        return String.join("\n", "\n", rule, line, next, rule, "");
    }
}
