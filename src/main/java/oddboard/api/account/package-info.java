/** Users, sign-in links, access tokens, limits and notices. */
@NullMarked
package oddboard.api.account;

import org.jspecify.annotations.NullMarked;
