/** Who may sign in: users, roles, sessions, tokens, invitations, single sign-on. */
@ApplicationModule(allowedDependencies = {"audit", "common", "ui"})
@NullMarked
package oddboard.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
