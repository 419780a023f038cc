/** Pages to sign in and to manage one's account and all users; {@link AccountPart} is for the packages above. */
@NamedInterface("ui")
@NullMarked
package oddboard.account.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
