package oddboard.account;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import oddboard.audit.Audit;
import oddboard.common.PlainText;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Those whom an OpenID Connect provider vouches for. They are known again by issuer and subject alone: a name or a mail
 * address there is the person's own word, and may be that of somebody else here.
 */
@Service
public class OidcAccounts {
    private static final int MAX_NAME_LENGTH = 90;

    private final UserRepository accounts;
    private final PasswordEncoder encoder;
    private final TransactionTemplate transaction;
    private final SessionTimes times;
    private final Audit audit;

    OidcAccounts(
            UserRepository accounts,
            PasswordEncoder encoder,
            TransactionTemplate transaction,
            SessionTimes times,
            Audit audit) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.transaction = transaction;
        this.times = times;
        this.audit = audit;
    }

    /**
     * Signs in whom the token names.
     *
     * @param newcomers the role of somebody who was never here; null where nobody new is let in
     * @throws CredentialsExpiredException where the account is locked
     */
    public Optional<OidcUser> arrive(OidcIdToken token, String suggestedName, @Nullable Role newcomers) {
        String subject = token.getIssuer() + " " + token.getSubject();
        Optional<Account> known = accounts.findSubject(subject);
        if (known.isEmpty() && newcomers != null) {
            known = Optional.of(addOnce(subject, suggestedName, newcomers));
        }
        return known.map(account -> {
            if (!account.isActive()) {
                throw new CredentialsExpiredException("Locked");
            }
            return new OidcSignedIn(account, times.now(), token);
        });
    }

    /** Two first sign-ins of one person at the same time make one account. */
    private Account addOnce(String subject, String suggestedName, Role role) {
        try {
            return add(subject, suggestedName, role);
        } catch (DuplicateKeyException earlier) {
            return accounts.findSubject(subject).orElseThrow(() -> earlier);
        }
    }

    private Account add(String subject, String suggestedName, Role role) {
        String hash = Objects.requireNonNull(encoder.encode(Secrets.token()));
        String stripped = PlainText.spaced(suggestedName).strip();
        String name = stripped.isEmpty() ? "user" : stripped.substring(0, Math.min(stripped.length(), MAX_NAME_LENGTH));
        return Objects.requireNonNull(transaction.execute(status -> {
            Account account = accounts.add(name, role, hash, false).orElse(null);
            for (int number = 2; account == null; number++) {
                account = accounts.add(name + " " + number, role, hash, false).orElse(null);
            }
            accounts.setSubject(account.user().id(), subject);
            audit.record(
                    account.user().actor(),
                    "user.join",
                    "user " + account.user().id(),
                    role.name().toLowerCase(Locale.ROOT) + ", by the identity provider");
            return account;
        }));
    }
}
